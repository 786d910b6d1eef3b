//! What computer, system and user the program runs for.

use crate::environment::localization;
use crate::file_system;
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::access;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::locale::{self, DateOrder};
use fourd_value::{Collection, Error, Object, Text, Value, error};
use sysinfo::{CpuRefreshKind, Disks, MemoryRefreshKind, Networks, RefreshKind, System};

/// Bytes in a kilobyte, in which sizes are told.
const KILOBYTE: u64 = 1024;

/// The name of the computer.
#[command(483, "Current machine", thread_safe, effects(shared))]
fn current_machine() -> Text {
    Text::from(access::host().environment().computer_name())
}

/// The name of the user whom the operating system runs the program for.
#[command(484, "Current system user", thread_safe, effects(shared))]
fn current_system_user() -> Text {
    Text::from(access::host().environment().user_name())
}

/// Who a remote client is for Windows; empty, as are domain and protocol, where that does not say it.
#[command(1355, "Current client authentication", thread_safe, effects(shared))]
fn current_client_authentication(process: &mut Process<'_>, domain: Location, protocol: Location, span: Span) -> Text {
    process.write(&domain, Value::Text(Text::EMPTY), span);
    process.write(&protocol, Value::Text(Text::EMPTY), span);
    Text::EMPTY
}

/// Whether the operating system is macOS.
#[command(1572, "Is macOS", thread_safe, effects(shared))]
fn is_macos() -> bool {
    cfg!(target_os = "macos")
}

/// Whether the operating system is Windows.
#[command(1573, "Is Windows", thread_safe, effects(shared))]
fn is_windows() -> bool {
    cfg!(windows)
}

/// A separator, symbol or pattern that numbers, dates and times are shown with, by the constants of the theme "System
/// Format".
#[command(994, "GET SYSTEM FORMAT", thread_safe, effects(shared))]
fn get_system_format(process: &mut Process<'_>, format: i64, value: Location, span: Span) -> Result<(), Error> {
    let locale = locale::current();
    let day_first = locale.order == DateOrder::DayFirst;
    let text = match format {
        0 => Text::from(locale.decimal.to_string()),
        1 => Text::from(locale.thousand.to_string()),
        2 => Text::from(locale.currency),
        3 => Text::from("HH:mm:ss"),
        4 | 5 => Text::from(locale.long_time),
        6 => Text::from(locale.short_date),
        7 => Text::from(locale.medium_date),
        8 => Text::from(locale.long_date),
        13 => Text::from(locale.date_separator.to_string()),
        14 => Text::from(":"),
        15 => Text::from(if day_first { "1" } else { "2" }),
        16 => Text::from(if day_first { "2" } else { "1" }),
        17 => Text::from("3"),
        18 => Text::from(locale.halves[0]),
        19 => Text::from(locale.halves[1]),
        _ => return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{format} is no system format"))),
    };
    process.write(&value, Value::Text(text), span);
    Ok(())
}

/// What the computer and its system are like: names, version and language of the system, processor, memory in kilobytes,
/// seconds since it was started, volumes and network interfaces. Disks behind the volumes are not told.
#[command(1571, "System info", thread_safe, effects(files, network))]
fn system_info() -> Object {
    let wanted = RefreshKind::nothing()
        .with_cpu(CpuRefreshKind::nothing().with_frequency())
        .with_memory(MemoryRefreshKind::nothing().with_ram());
    let system = System::new_with_specifics(wanted);
    let object = Object::new();
    let account = access::host().environment().user_name();
    let text = |name: &str, value: &str| object.put(name, Value::text(value));
    text("machineName", &access::host().environment().computer_name());
    text("osVersion", &System::long_os_version().unwrap_or_default());
    text("osLanguage", localization::system_language());
    text("accountName", &account);
    text("userName", &account);
    text("processor", system.cpus().first().map_or("", |processor| processor.brand()));
    object.put("cores", Value::from(System::physical_core_count().unwrap_or_else(|| system.cpus().len())));
    object.put("cpuThreads", Value::from(system.cpus().len()));
    object.put("networkInterfaces", network_interfaces());
    object.put("uptime", Value::Real(System::uptime() as f64));
    text("model", &sysinfo::Product::name().unwrap_or_default());
    object.put("macRosetta", Value::Boolean(false));
    object.put("physicalMemory", kilobytes(system.total_memory()));
    object.put("volumes", volumes());
    object
}

fn kilobytes(bytes: u64) -> Value {
    Value::Real((bytes / KILOBYTE) as f64)
}

/// The interfaces that have an address, without the one to the computer itself; in a sandbox only those with an address
/// that the program may connect to.
fn network_interfaces() -> Value {
    let networks = Networks::new_with_refreshed_list();
    let mut found: Vec<_> = networks.iter().collect();
    found.sort_by_key(|(name, _)| name.as_str());
    let mut interfaces = Vec::new();
    for (name, network) in found {
        let addresses: Vec<Value> = network
            .ip_networks()
            .iter()
            .filter(|network| !network.addr.is_loopback() && access::connect(&network.addr.to_string(), 0).is_ok())
            .map(|network| {
                let address = Object::new();
                address.put("type", Value::text(if network.addr.is_ipv4() { "ipv4" } else { "ipv6" }));
                address.put("ip", Value::text(&network.addr.to_string()));
                Value::Object(address)
            })
            .collect();
        if addresses.is_empty() {
            continue;
        }
        let interface = Object::new();
        let wireless = name.starts_with("wl") || name.to_lowercase().contains("wi-fi");
        interface.put("type", Value::text(if wireless { "wifi" } else { "ethernet" }));
        interface.put("name", Value::text(name));
        interface.put("ipAddresses", Value::Collection(Collection::new(addresses)));
        interfaces.push(Value::Object(interface));
    }
    Value::Collection(Collection::new(interfaces))
}

/// The mounted volumes; in a sandbox only those whose root the program may read.
fn volumes() -> Value {
    let disks = Disks::new_with_refreshed_list();
    let readable = disks.list().iter().filter(|disk| file_system::metadata(disk.mount_point()).is_ok());
    let volumes = readable.map(|disk| {
        let volume = Object::new();
        volume.put("mountPoint", Value::text(&disk.mount_point().to_string_lossy()));
        volume.put("name", Value::text(&disk.name().to_string_lossy()));
        volume.put("fileSystem", Value::text(&disk.file_system().to_string_lossy()));
        volume.put("capacity", kilobytes(disk.total_space()));
        volume.put("available", kilobytes(disk.available_space()));
        Value::Object(volume)
    });
    Value::Collection(Collection::new(volumes.collect()))
}
