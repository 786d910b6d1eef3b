//! Groups 6 and 7: what may cross from one process to another, and how it arrives.

use crate::{holds, project, unindented};

#[test]
fn rule_6_9_objects_of_built_in_classes_functions_and_cycles_arrive() {
    for (name, preemptive) in [("6_9_cooperative", "indifferent"), ("6_9_preemptive", "capable")] {
        holds(
            name,
            "",
            &r#"
            var $all; $loop : Object
            var $text : Text
            $text:="taken along"
            $all:=New object("file"; File("/RESOURCES/a.txt"); "folder"; Folder("/RESOURCES/"))
            $all.method:=Formula(tell)
            $all.formula:=Formula($text+" "+$1)
            $all.function:=cs.Person.new("Ada").greet
            $all.person:=cs.Person.new("Grace")
            $all.blob:=4D.Blob.new()
            $all.signal:=New signal("s")
            $all.session:=Session
            $all.values:=New collection(!2026-01-02!; ?10:00:00?; Null; New collection(1))
            $loop:=New object("name"; "loop")
            $loop.itself:=$loop
            $all.loop:=$loop
            $all.again:=$loop
            New process("take"; 0; "taker"; $all)
            say("triggered: "+String($all.signal.wait(60)))
            == Methods/tell
            #DECLARE($text : Text)
            say("told "+$text)
            == Methods/take
            //%attributes = {"preemptive":"MODE"}
            #DECLARE($all : Object)
            say($all.file.fullName+" "+$all.folder.name+" "+String(OB Instance of($all.file; 4D.File)))
            $all.method.call(Null; "something")
            say($all.formula.call(Null; "and used"))
            say($all.function.call(New object("name"; "Ada"))+", "+$all.person.greet())
            say(String($all.blob.size)+" "+$all.session.id[[1]]+" "+String($all.session.id=Session.id))
            say(JSON Stringify($all.values))
            say(String($all.loop=$all.again)+" "+$all.loop.itself.itself.name)
            $all.signal.trigger()
            == Classes/Person
            Class constructor($name : Text)
            This.name:=$name
            Function greet : Text
            return "I am "+This.name
            "#
            .replace("MODE", preemptive)
            .replace("$all.session.id[[1]]", "\"session\""),
            "
            a.txt Resources True
            told something
            taken along and used
            I am Ada, I am Grace
            0 session True
            [\"2026-01-02\",36000,null,[1]]
            True loop
            triggered: True
            ",
        );
    }
}

#[test]
fn rule_6_9_what_cannot_cross_is_an_error() {
    holds(
        "6_9_refused",
        "",
        r#"
        var $refused : Variant
        var $object : Object
        $object:=New object
        For each ($refused; New collection(Formula from string("1").call; ->$object.x))
            Try
                New process("take"; 0; "x"; New object("inside"; $refused))
                say("passed")
            Catch
                say("error "+String(Last errors[0].errCode))
            End try
        End for each
        == Methods/take
        #DECLARE($any : Object)
        "#,
        "
        error 54
        error 54
        ",
    );
}

#[test]
fn rule_7_1_pointers_lead_to_variables_of_cooperative_processes() {
    holds(
        "7_1_pointers",
        "",
        r#"
        var text : Text
        var $local : Text
        ARRAY LONGINT(numbers; 3)
        text:="of main"
        $local:="local"
        New process("change"; 0; "cooperative"; ->text; ->numbers)
        DELAY PROCESS(Current process; 60)
        say(text+" "+String(numbers{2})+" "+String(Size of array(numbers)))
        ON ERR CALL("onError"; ek global)
        New process("follow"; 0; "preemptive"; ->text)
        DELAY PROCESS(Current process; 60)
        New process("change"; 0; "local"; ->$local; ->numbers)
        DELAY PROCESS(Current process; 60)
        New process("short"; 0; "short")
        DELAY PROCESS(Current process; 60)
        say(Storage.found.text)
        == Methods/change
        #DECLARE($text; $numbers : Pointer)
        say("found "+$text->)
        $text->:="changed"
        $numbers->{2}:=22
        APPEND TO ARRAY($numbers->; 4)
        == Methods/follow
        //%attributes = {"preemptive":"capable"}
        #DECLARE($text : Pointer)
        $text->:="not changed"
        == Methods/short
        text:="mine"
        New process("tooLate"; 0; "late"; ->text)
        == Methods/tooLate
        #DECLARE($text : Pointer)
        DELAY PROCESS(Current process; 30)
        Use (Storage)
            Storage.found:=New shared object("text"; "nothing")
        End use
        $text->:="nobody"
        == Methods/onError
        say("error "+String(Error)+" in "+Current process name)
        "#,
        "
        found of main
        changed 22 4
        error 60 in preemptive
        error 60 in local
        error 60 in local
        error 60 in late
        nothing
        ",
    );
}

#[test]
fn rule_7_2_pointers_in_objects_and_sessions_are_sent_as_what_they_stand_for() {
    holds(
        "7_2_objects",
        "--as remote --language-version 21R3",
        r#"
        var $object : Object
        var $text : Text
        $text:="pointed to"
        $object:=New object("pointer"; ->$text; "session"; Session; "shared"; New shared object("a"; 1))
        $object.itself:=$object
        Execute on server("look"; 0; "p"; $object)
        DELAY PROCESS(Current process; 60)
        twin($object)
        == Methods/twin
        //%attributes = {"executedOnServer":true}
        #DECLARE($object : Object)
        look($object)
        == Methods/look
        #DECLARE($object : Object)
        say($object.pointer+" "+$object.session.userName+" "+String(OB Is shared($object.shared))+" "+\
            String($object.itself=$object))
        "#,
        "
        [server] pointed to user 1 False True
        [server] pointed to user 1 False True
        ",
    );
}

#[test]
fn rule_6_9_a_collection_that_nests_too_deep_is_an_error() {
    let folder = project(
        "6_9_deep",
        &unindented(
            r#"
            var $nested; $outer : Collection
            var $i : Integer
            $nested:=New collection
            For ($i; 1; 100000)
                $outer:=New collection($nested)
                $nested:=$outer
            End for
            New process("take"; 0; "x"; $nested)
            == Methods/take
            #DECLARE($any : Collection)
            "#,
        ),
    );
    let ended = crate::fourd(&folder, ["run", "."]);
    assert_eq!(ended.status, 1);
    assert!(ended.errors.contains("levels deep"), "{}", ended.errors);
}
