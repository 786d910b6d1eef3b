//! Components: what they share with their host, and what each project has for itself.

use crate::{fourd, holds, project, run};

/// The files of a component `Shapes` in the folder `Components`, with the namespace `shapes` and a method that says a line.
const SHAPES: &str = r#"
== /Components/Shapes.4dbase/Project/Shapes.4DProject
{}
== /Components/Shapes.4dbase/Project/Sources/settings.4DSettings
<preferences><com.4d><general component_classStore_name="shapes"/></com.4d></preferences>
== /Components/Shapes.4dbase/Project/Sources/Methods/tell.4dm
#DECLARE($line : Text)
LOG EVENT(Into system standard outputs; "component: "+$line+"\n")
"#;

fn sources(rest: &str) -> String {
    let rest = rest.replace("== Shapes/", "== /Components/Shapes.4dbase/Project/Sources/");
    format!("{}\n{}", crate::unindented(&rest), SHAPES.trim())
}

#[test]
fn rule_1_9_components_see_the_session_of_their_caller() {
    let files = sources(
        r#"
        onServer
        shapesTell("own code")
        == Methods/onServer
        //%attributes = {"executedOnServer":true}
        say(Session.info.type+" of "+Session.userName)
        Use (Session.storage)
            Session.storage.of:=New shared object("name"; "the host")
        End use
        shapesTell("twin")
        CALL WORKER("worker"; "shapesTell"; "worker")
        DELAY PROCESS(Current process; 10)
        == Shapes/Methods/shapesTell.4dm
        //%attributes = {"shared":true}
        #DECLARE($where : Text)
        If (Session=Null)
            tell($where+" has no session")
        Else
            tell($where+" "+Session.info.type+" "+JSON Stringify(Session.storage))
        End if
        "#,
    );
    holds(
        "1_9_remote",
        "--as remote --user Ada",
        &files,
        r#"
        [server] remote of Ada
        [server] component: twin remote {"of":{"name":"the host"}}
        [server] component: worker storedProcedure {}
        [client 1] component: own code has no session
        "#,
    );
    holds(
        "1_9_standalone",
        "",
        &files,
        r#"
        standalone of designer
        component: twin standalone {"of":{"name":"the host"}}
        component: worker standalone {"of":{"name":"the host"}}
        component: own code standalone {"of":{"name":"the host"}}
        "#,
    );
}

#[test]
fn rule_6_7_each_component_has_a_storage() {
    holds(
        "6_7_components",
        "--as remote",
        &sources(
            r#"
            put("host on the client")
            shapesPut("component on the client")
            onServer
            say(JSON Stringify(Storage))
            == Methods/put
            #DECLARE($text : Text)
            Use (Storage)
                Storage.of:=New shared object("text"; $text)
            End use
            == Methods/onServer
            //%attributes = {"executedOnServer":true}
            say("Storage is empty: "+String(OB Is empty(Storage)))
            put("host on the server")
            shapesPut("component on the server")
            say(JSON Stringify(Storage))
            == Shapes/Methods/shapesPut.4dm
            //%attributes = {"shared":true}
            #DECLARE($text : Text)
            tell("Storage is empty: "+String(OB Is empty(Storage)))
            Use (Storage)
                Storage.of:=New shared object("text"; $text)
            End use
            tell(JSON Stringify(Storage))
            "#,
        ),
        r#"
        [client 1] component: Storage is empty: True
        [client 1] component: {"of":{"text":"component on the client"}}
        [server] Storage is empty: True
        [server] component: Storage is empty: True
        [server] component: {"of":{"text":"component on the server"}}
        [server] {"of":{"text":"host on the server"}}
        [client 1] {"of":{"text":"host on the client"}}
        "#,
    );
}

#[test]
fn rule_9_7_methods_cross_only_where_they_are_shared() {
    holds(
        "9_7_methods",
        "",
        &sources(
            r#"
            var $result : Text
            start
            both
            EXECUTE METHOD("both")
            EXECUTE METHOD("start")
            Try(EXECUTE METHOD("hidden"))
            say(Last errors[0].message)
            ON ERR CALL("onError")
            var $formula : 4D.Function
            $formula:=Formula from string("hidden()")
            $formula.call()
            New process("start"; 0; "of the component")
            DELAY PROCESS(Current process; 10)
            == Methods/onError
            say("error "+String(Error))
            == Methods/both
            //%attributes = {"shared":true}
            say("both of the host")
            == Methods/ofHost
            //%attributes = {"shared":true}
            say("of the host, for "+$1)
            $0:="thanks"
            == Methods/hostOnly
            say("never")
            == Shapes/Methods/start.4dm
            //%attributes = {"shared":true}
            var $answer : Text
            tell(Current method name+" in "+Current process name)
            hidden
            both
            EXECUTE METHOD("ofHost"; $answer; "a component")
            tell($answer)
            Try(EXECUTE METHOD("hostOnly"))
            tell(Last errors[0].message)
            EXECUTE FORMULA("ofHost(\"a line\")")
            == Shapes/Methods/hidden.4dm
            tell("hidden")
            == Shapes/Methods/both.4dm
            //%attributes = {"shared":true}
            tell("both of the component")
            "#,
        ),
        "
        component: start in Application process
        component: hidden
        component: both of the component
        of the host, for a component
        component: thanks
        component: The method `hostOnly` of `Project` is not shared
        of the host, for a line
        both of the host
        both of the host
        component: start in Application process
        component: hidden
        component: both of the component
        of the host, for a component
        component: thanks
        component: The method `hostOnly` of `Project` is not shared
        of the host, for a line
        The method `hidden` of `Shapes` is not shared
        error 81
        component: start in of the component
        component: hidden
        component: both of the component
        of the host, for a component
        component: thanks
        component: The method `hostOnly` of `Project` is not shared
        of the host, for a line
        ",
    );
}

#[test]
fn rule_9_7_classes_are_seen_through_a_namespace() {
    holds(
        "9_7_classes",
        "",
        &sources(
            r#"
            var $box : cs.shapes.Box
            var $one; $wrong : Object
            $box:=cs.shapes.Box.new(2)
            say($box.say()+" "+OB Class($box).name+" "+OB Class($box).superclass.name)
            say(String(OB Instance of($box; cs.shapes.Base))+" "+String(OB Instance of($box; cs.Box)))
            say(cs.Box.new().say())
            say(OB Keys(cs).join(" ")+" | "+OB Keys(cs.shapes).join(" ")+" | "+String(cs.Base=Null))
            say(take($box))
            Try
                say(take(cs.Box.new()))
            Catch
                say(Last errors[0].message)
            End try
            $one:=cs.shapes.One.me
            say(String(cs.shapes.One.me.next())+" "+String(cs.shapes.One.me.next())+" "+String(cs.One.me.next()))
            CALL WORKER("w"; "inWorker"; $box; $one)
            DELAY PROCESS(Current process; 10)
            == Methods/inWorker
            #DECLARE($box : cs.shapes.Box; $one : cs.shapes.One)
            say($box.say()+" "+String($one.next()))
            == Classes/Box
            Function say()->$text : Text
            $text:="box of the host"
            == Classes/One
            property n : Integer
            shared singleton Class constructor()
            This.n:=0
            shared Function next()->$n : Integer
            This.n+=100
            $n:=This.n
            == Shapes/Classes/Base.4dm
            Function say()->$text : Text
            $text:="box of the component"
            == Shapes/Classes/Box.4dm
            Class extends Base
            property size : Integer
            Class constructor($size : Integer)
            Super()
            This.size:=$size
            Function say()->$text : Text
            $text:=Super.say()+" "+String(size(This))
            == Shapes/Classes/One.4dm
            property n : Integer
            shared singleton Class constructor()
            This.n:=0
            shared Function next()->$n : Integer
            This.n+=1
            $n:=This.n
            == Shapes/Methods/size.4dm
            #DECLARE($box : cs.Box)->$size : Integer
            $size:=$box.size
            == Shapes/Methods/take.4dm
            //%attributes = {"shared":true}
            #DECLARE($box : cs.Box)->$text : Text
            $text:=$box.say()
            "#,
        ),
        "
        box of the component 2 Box Base
        True False
        box of the host
        Box One shapes | Base Box One | True
        box of the component 2
        expected an object of class `cs.shapes.Box`, found one of class `Box`
        1 2 100
        box of the component 2 3
        ",
    );
}

#[test]
fn rule_9_7_each_project_has_its_variables() {
    holds(
        "9_7_variables",
        "",
        &sources(
            r#"
            var value; changed : Text
            var $pointer : Pointer
            value:="of the host"
            <>all:="all of the host"
            $pointer:=shapesValue(->changed)
            say(value+" | "+<>all+" | "+changed+" | "+$pointer->)
            say(String($pointer=Get pointer("value"))+" "+String(Undefined(onlyThere)))
            OK:=7
            shapesOK
            say(String(OK))
            say(shapesFormula().call(Null; "argument"))
            == Shapes/Methods/shapesValue.4dm
            //%attributes = {"shared":true}
            #DECLARE($target : Pointer)->$own : Pointer
            var value; onlyThere : Text
            tell("is empty: "+String(value="")+" "+String(Undefined(<>all)))
            value:="of the component"
            <>all:="all of the component"
            onlyThere:="x"
            $target->:="changed by the component"
            $own:=Get pointer("value")
            == Shapes/Methods/shapesOK.4dm
            //%attributes = {"shared":true}
            OK:=1
            == Shapes/Methods/shapesFormula.4dm
            //%attributes = {"shared":true}
            var $0 : Object
            $0:=Formula(value+" and "+$1)
            "#,
        ),
        "
        component: is empty: True True
        of the host | all of the host | changed by the component | of the component
        False True
        7
        of the component and argument
        ",
    );
}

#[test]
fn rule_9_7_errors_belong_to_their_project() {
    holds(
        "9_7_errors",
        "",
        &sources(
            r#"
            ON ERR CALL("hostError")
            ON ERR CALL("forComponents"; ek errors from components)
            fails
            say("the component went on")
            handled
            say(Method called on error+" "+Method called on error(ek errors from components))
            thisFails
            Try
                fails
            Catch
                say("caught "+String(Last errors[0].errCode)+" "+Call chain[0].database)
            End try
            == Methods/thisFails
            var $object : Object
            $object.a.b()
            == Methods/hostError
            say("host: "+String(Error)+" "+Error method)
            == Methods/forComponents
            say("host for components: "+String(Error)+" "+Error method)
            == Shapes/Methods/fails.4dm
            //%attributes = {"shared":true}
            var $object : Object
            $object.a.b()
            tell("after the error")
            == Shapes/Methods/handled.4dm
            //%attributes = {"shared":true}
            tell("none of the host: "+String(Method called on error=""))
            ON ERR CALL("ownError")
            fails
            == Shapes/Methods/ownError.4dm
            tell("own: "+String(Error)+" "+Call chain[0].database)
            "#,
        ),
        "
        host for components: 57 fails
        component: after the error
        the component went on
        component: none of the host: True
        component: own: 57 Shapes
        component: after the error
        hostError forComponents
        host: 57 thisFails
        caught 57 Project
        ",
    );
    let ended = run(
        "9_7_report",
        "",
        &sources(
            r#"
            fails
            == Shapes/Methods/fails.4dm
            //%attributes = {"shared":true}
            var $object : Object
            $object.a.b()
            "#,
        ),
    );
    assert_eq!(ended.status, 1);
    assert!(ended.errors.contains("Components/Shapes.4dbase/Project/Sources/Methods/fails.4dm:3"), "{}", ended.errors);
}

#[test]
fn rule_9_7_the_host_tells_of_its_start_and_end() {
    let files = sources(
        r#"
        say("main")
        == DatabaseMethods/onStartup
        say("On Startup")
        == DatabaseMethods/onExit
        say("On Exit")
        == Shapes/DatabaseMethods/onHostDatabaseEvent.4dm
        #DECLARE($event : Integer)
        tell(Choose($event; "?"; "before startup"; "after startup"; "before exit"; "after exit"))
        == Shapes/DatabaseMethods/onStartup.4dm
        tell("never")
        "#,
    );
    holds("9_7_no_events", "", &files, "On Startup\nmain\nOn Exit");
    let allowed = r#"
        == settings.4DSettings
        <preferences><com.4d><general execute_host_database_event="true"/></com.4d></preferences>"#;
    holds(
        "9_7_events",
        "",
        &format!("{files}{allowed}"),
        "
        component: before startup
        On Startup
        component: after startup
        main
        component: before exit
        On Exit
        component: after exit
        ",
    );
}

#[test]
fn rule_9_7_commands_run_in_the_context_of_the_component() {
    let folder = project(
        "9_7_commands",
        &sources(
            r#"
            ARRAY TEXT($names; 0)
            COMPONENT LIST($names)
            say(String(Size of array($names))+" "+$names{1})
            shapesAsk
            say(String(Structure file=Structure file(*)))
            say(askHost)
            == Classes/Name
            Function get name()->$name : Text
            $name:="class of the host"
            == Shapes/Methods/shapesAsk.4dm
            //%attributes = {"shared":true}
            tell(Path to object(Structure file).name+" "+Path to object(Structure file(*)).name)
            tell(Folder(fk database folder).name+" "+Folder(fk database folder; *).name)
            tell(File("/RESOURCES/r.txt").getText()+" "+File("/RESOURCES/r.txt"; *).getText())
            tell(Path to object(Get 4D folder(Database folder)).name+" "+Path to object(Get 4D folder(Database folder; *)).name)
            tell(METHOD Get path(Path project method; "x")+" "+String(Is compiled mode(*)))
            Try
            ON EVENT CALL("x")
            Catch
            tell(String(Last errors[0].errCode)+" "+Last errors[0].message)
            End try
            == Shapes/Methods/askHost.4dm
            //%attributes = {"shared":true}
            var $0 : Text
            $0:=Formula from string("cs.Name.new().name"; sk execute in host database).call()
            == /Components/Shapes.4dbase/Resources/r.txt
            the component's
            == /Resources/r.txt
            the host's
            "#,
        ),
    );
    let ended = fourd(&folder, ["run", "."]);
    let expected = "1 Shapes\ncomponent: Shapes Project\ncomponent: Shapes 9_7_commands\n\
                    component: the component's the host's\n\ncomponent: Shapes 9_7_commands\n\
                    component: x False\n\
                    component: -10511 The ON EVENT CALL command cannot be called from a component\nTrue\nclass of the host\n";
    assert_eq!((ended.output.as_str(), ended.errors.as_str()), (expected, ""));
}

#[test]
fn what_is_checked_and_told() {
    let folder = project(
        "components_checked",
        &sources(
            r#"
            hidden
            hidden(1)
            area(1; 2; 3)
            area("a")
            cs.shapes.Nothing.new()
            cs.shapes.Box.new().nothing()
            ofNobody()
            == Classes/Child
            Class extends cs.shapes.Box
            == Shapes/Methods/hidden.4dm
            tell("x")
            == Shapes/Methods/area.4dm
            //%attributes = {"shared":true}
            #DECLARE($a : Real; $b : Real)
            tell(String($a*$b))
            == Shapes/Classes/Box.4dm
            Function size()
            "#,
        ),
    );
    let ended = fourd(&folder, ["check", ".", "--format", "json"]);
    let found: Vec<String> = ended
        .output
        .lines()
        .filter_map(|line| {
            let finding: serde_json::Value = serde_json::from_str(line).ok()?;
            Some(format!("{} {}", finding.get("name")?.as_str()?, finding.get("title")?.as_str()?))
        })
        .collect();
    assert_eq!(
        found,
        [
            "check::foreign-class The class `cs.shapes.Box` that is extended belongs to another project",
            "check::private-method The method `hidden` of `Shapes` is not shared",
            "check::private-method The method `hidden` of `Shapes` is not shared",
            "check::argument-count The method `area` is called with 3 arguments",
            "check::argument-type Argument 1 of the method `area` has the wrong type",
            "check::unknown-class The component `Shapes` has no class `Nothing`",
            "check::unknown-function Objects of class `cs.shapes.Box` have no function `nothing`",
            "check::unknown-name There is no method or command `ofNobody`",
        ]
    );
    let ended = fourd(&folder, ["run", "."]);
    assert!(ended.errors.contains("the method `hidden` of `Shapes` is not shared"), "{}", ended.errors);
    assert!(ended.errors.contains("Help: give it the attribute `\"shared\":true`"), "{}", ended.errors);
}

#[test]
fn components_compile_the_host_and_sign_their_errors() {
    holds(
        "9_7_compile",
        "",
        &sources(
            r#"
            compiles
            Try
                signs
            Catch
                say(Last errors[0].componentSignature+" "+Last errors[0].message)
            End try
            == Methods/wrong
            var $x : Integer
            $x:="text"
            == Shapes/Methods/compiles.4dm
            //%attributes = {"shared":true}
            var $found : Object
            $found:=Compile project({targets: []})
            tell(String($found.success)+" "+$found.errors[0].code.path)
            == Shapes/Methods/signs.4dm
            //%attributes = {"shared":true}
            throw(12)
            "#,
        ),
        "
        component: False wrong
        C001 Error code: 12 (C001)
        ",
    );
}
