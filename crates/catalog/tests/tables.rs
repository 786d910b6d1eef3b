//! The tables are complete in themselves: unique, sorted, and found again by every lookup.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use fourd_catalog::{
    ConstantValue, Direction, MemberKind, class, classes, command, command_named, commands, constant, constant_named,
    constants,
};
use fourd_source::fold_name;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn commands_are_ordered_by_unique_number() {
    assert!(commands().len() > 1300);
    assert!(commands().windows(2).all(|pair| pair[0].number < pair[1].number));
    for entry in commands() {
        assert!(std::ptr::eq(command(entry.number).expect(entry.name), entry));
    }
    assert!(command(0).is_none());
    assert!(command(u32::MAX).is_none());
}

#[test]
fn every_name_of_a_command_finds_it() {
    let mut names = BTreeMap::new();
    for entry in commands().iter().filter(|entry| entry.documented) {
        assert_eq!(names.insert(fold_name(entry.name), entry.number), None, "{}", entry.name);
    }
    for entry in commands() {
        if entry.number == 1705 {
            continue;
        }
        for name in std::iter::once(&entry.name).chain(entry.former_names) {
            let shouted = format!("  {} ", name.to_uppercase().replace(' ', "   "));
            for spelling in [*name, &shouted] {
                assert_eq!(command_named(spelling).map(|found| found.number), Some(entry.number), "{spelling:?}");
            }
        }
    }
}

#[test]
fn renamed_commands_are_found_by_former_names() {
    let storage = command_named("Session storage by ID").expect("former name");
    assert_eq!((storage.number, storage.name, storage.thread_safe), (1839, "Session storage", true));
    assert_eq!(command_named("get localized string").map(|entry| entry.name), Some("Localized string"));
    assert_eq!(command_named("_O_C_LONGINT").map(|entry| entry.number), Some(283));
    assert_eq!(command_named("Form event").map(|entry| entry.number), Some(1606));
    assert_eq!(command_named("Super").map(|entry| entry.number), Some(1706));
    assert!(command_named("Session  storag").is_none());
    assert!(command_named("").is_none());
    assert!(command_named("Größe").is_none());
    assert_eq!(command_named("\u{212a}eystroke").map(|entry| entry.number), Some(390), "folds beyond ASCII");
}

/// Every name that edition 20 lists and edition 21 does not, with the command's number.
#[test]
fn names_of_edition_20_are_found() {
    let former = [
        ("GET ACTIVITY SNAPSHOT", 1277),
        ("Get application info", 1599),
        ("GET BACKUP INFORMATION", 888),
        ("Get last query path", 1045),
        ("Get last query plan", 1046),
        ("Get last update log path", 1301),
        ("Get license usage", 1782),
        ("Get localized document path", 1105),
        ("Get locked records info", 1316),
        ("Get Monitored Activity", 1713),
        ("GET RESTORE INFORMATION", 889),
        ("GET SERIAL INFORMATION", 696),
        ("Get table fragmentation", 1127),
        ("PHP Execute", 1058),
        ("PHP GET FULL RESPONSE", 1061),
        ("PHP GET OPTION", 1060),
        ("PHP SET OPTION", 1059),
        ("SET SCREEN DEPTH", 537),
    ];
    for (name, number) in former {
        assert_eq!(command_named(name).map(|entry| entry.number), Some(number), "{name}");
    }
    let value = |name: &str| constant_named(name).map(|entry| entry.value);
    assert_eq!(value("qr cmd bold"), Some(ConstantValue::Integer(500)));
    assert_eq!(value("vk pattern long date"), Some(ConstantValue::Text("longDatePattern")));
    assert_eq!(value("wdl disable"), Some(ConstantValue::Integer(0)));
}

#[test]
fn directions_say_what_a_command_fills() {
    let direction = |command: &str, parameter: &str| {
        let entry = command_named(command).expect(command);
        entry.parameters.iter().find(|candidate| candidate.name == parameter).expect(parameter).direction
    };
    assert_eq!(direction("OB GET PROPERTY NAMES", "arrProperties"), Direction::Out);
    assert_eq!(direction("SELECTION TO ARRAY", "array"), Direction::Out);
    assert_eq!(direction("JSON PARSE ARRAY", "array"), Direction::Out);
    assert_eq!(direction("LONGINT ARRAY FROM SELECTION", "recordArray"), Direction::Out);
    assert_eq!(direction("EXECUTE METHOD", "result"), Direction::Out);
    assert_eq!(direction("Position", "lengthFound"), Direction::Out);
    assert_eq!(direction("Find in array", "array"), Direction::In);
    for command in ["APPEND TO ARRAY", "INSERT IN ARRAY", "DELETE FROM ARRAY", "SORT ARRAY"] {
        assert_eq!(direction(command, "array"), Direction::InOut, "{command}");
    }
    assert_eq!(direction("ARRAY TEXT", "arrayName"), Direction::InOut);
    assert_eq!(direction("TEXT TO BLOB", "Blob"), Direction::InOut);
}

#[test]
fn syntax_and_parameters_agree() {
    for entry in commands().iter().filter(|entry| entry.documented) {
        assert!(!entry.syntax.is_empty(), "{}", entry.name);
        for syntax in entry.syntax {
            assert!(fold_name(syntax).starts_with(&fold_name(entry.name)), "{syntax}");
        }
        for parameter in entry.parameters {
            assert!(!parameter.name.is_empty() && !parameter.types.is_empty(), "{} {}", entry.name, parameter.name);
        }
    }
    let select = command_named("SELECTION TO ARRAY").expect("command");
    let flags: Vec<_> = select.parameters.iter().map(|entry| (entry.name, entry.optional, entry.variadic)).collect();
    assert_eq!(flags, [("selection", true, true), ("array", true, true), ("*", true, false)]);
}

#[test]
fn constants_are_sorted_and_found() {
    assert!(constants().windows(2).all(|pair| fold_name(pair[0].name) < fold_name(pair[1].name)));
    let mut tokens = BTreeSet::new();
    for entry in constants() {
        assert!(std::ptr::eq(constant_named(entry.name).expect(entry.name), entry));
        if let Some((theme, number)) = entry.token {
            assert!(tokens.insert((theme, number)), "{}", entry.name);
            assert!(std::ptr::eq(constant(theme, number).expect(entry.name), entry));
        }
    }
    assert!(constant(0, 0).is_none());
}

#[test]
fn constants_have_their_values() {
    let value = |name: &str| constant_named(name).expect(name).value;
    assert_eq!(value("Is text"), ConstantValue::Integer(2));
    assert_eq!(value("is  OBJECT"), ConstantValue::Integer(38));
    assert_eq!(value("Carriage return"), ConstantValue::Integer(13));
    assert_eq!(value("Tab"), ConstantValue::Integer(9));
    assert_eq!(value("Double quote"), ConstantValue::Integer(34));
    assert_eq!(value("Pi"), ConstantValue::Real(std::f64::consts::PI));
    assert_eq!(value("HTTP GET method"), ConstantValue::Text("GET"));
    assert!(matches!(value("Folder separator"), ConstantValue::Text("\\" | ":" | "/")));
    assert_eq!(constant(8, 3).map(|entry| entry.name), Some("Is text"));
}

#[test]
fn no_name_is_both_a_command_and_a_constant() {
    for entry in constants() {
        assert!(command_named(entry.name).is_none(), "{}", entry.name);
    }
}

#[test]
fn classes_are_sorted_and_found() {
    assert!(classes().windows(2).all(|pair| fold_name(pair[0].name) < fold_name(pair[1].name)));
    for entry in classes() {
        assert!(std::ptr::eq(class(&entry.name.to_uppercase()).expect(entry.name), entry));
        let names: BTreeSet<_> = entry.members.iter().map(|member| member.name).collect();
        assert_eq!(names.len(), entry.members.len(), "{}", entry.name);
        assert!(entry.superclass.is_none_or(|name| class(name).is_some()), "{}", entry.name);
        for member in entry.members {
            assert!(std::ptr::eq(entry.member(member.name).expect(member.name), member));
            assert!(member.kind == MemberKind::Function || member.parameters.is_empty(), "{}", member.name);
        }
    }
}

#[test]
fn classes_have_their_members() {
    let file = class("file").expect("File");
    assert!(file.in_class_store && file.constructor.is_some());
    let name = file.member("exists").expect("member");
    assert_eq!((name.kind, name.read_only, name.result), (MemberKind::Property, true, Some("Boolean")));
    assert!(file.member("EXISTS").is_none(), "names of members are case-sensitive");
    assert_eq!(file.member("copyTo").expect("member").parameters.len(), 3);
    assert!(class("DataStore").expect("class").member("startTransaction").is_some(), "inherited");
    assert!(class("Session").expect("class").member("storage").is_some());
}
