//! Design Object Access ([theme](https://developer.4d.com/docs/commands/theme/Design_Object_Access)): the methods, classes
//! and forms of the project, their code and their properties, as their files have them now.

use fourd_macros::theme;

mod attributes;
mod code;
pub(crate) mod common;
mod explorer;
mod lists;
pub(crate) mod paths;

use attributes::{METHOD_GET_ATTRIBUTE, METHOD_GET_ATTRIBUTES, METHOD_SET_ATTRIBUTE, METHOD_SET_ATTRIBUTES};
use code::{METHOD_GET_CODE, METHOD_GET_COMMENTS, METHOD_GET_MODIFICATION_DATE, METHOD_SET_CODE, METHOD_SET_COMMENTS};
use lists::{FORM_GET_NAMES, METHOD_GET_FOLDERS, METHOD_GET_NAMES, METHOD_GET_PATHS, METHOD_GET_PATHS_FORM};
use paths::{CURRENT_METHOD_PATH, METHOD_GET_PATH, METHOD_RESOLVE_PATH};

theme!("Design Object Access":
    current_method_path, form_get_names, method_get_attribute, method_get_attributes, method_get_code,
    method_get_comments, method_get_folders, method_get_modification_date, method_get_names, method_get_path,
    method_get_paths, method_get_paths_form, method_resolve_path, method_set_attribute, method_set_attributes,
    method_set_code, method_set_comments);
