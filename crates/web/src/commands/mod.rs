//! The theme [Web Server](https://developer.4d.com/docs/commands/theme/Web-Server).

mod reading;
mod sending;
mod servers;

use fourd_macros::theme;
use reading::*;
use sending::*;
use servers::*;

theme!("Web Server":
    web_get_body_part, web_get_body_part_count, web_get_current_session_id, web_get_http_body, web_get_http_header,
    web_get_option, web_get_server_info, web_get_statistics, web_get_variables, web_is_secured_connection,
    web_is_server_running, web_legacy_close_session, web_legacy_get_session_expiration, web_send_blob, web_send_file,
    web_send_http_redirect, web_send_raw_data, web_send_text, web_server, web_server_list, web_set_home_page,
    web_set_http_header, web_set_option, web_set_root_folder, web_start_server, web_stop_server,
    web_validate_digest);
