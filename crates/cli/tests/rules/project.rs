//! Group 9: what a project is made of.

use crate::{fourd, holds, project};

#[test]
fn rule_9_1_a_package_in_its_folders() {
    let folder = project(
        "9_1",
        "cs.Teller.new().tell()\n== Classes/Teller\nFunction tell()\nsay(\"class\")\n\
         == DatabaseMethods/onStartup\nsay(\"database method\")\n== catalog.4DCatalog\n<base name=\"t\"/>\n\
         == folders.json\n{}\n== Forms/x/form.4DForm\n{}\n== Triggers/table_1\nsay(\"not run\")\n\
         == /Resources/r.txt\nr\n== /Settings/settings.4DSettings\n<preferences/>\n",
    );
    for path in [".", "Project", "Project/Project.4DProject"] {
        let ended = fourd(&folder, ["run", path]);
        assert_eq!((ended.output.as_str(), ended.errors.as_str()), ("database method\nclass\n", ""), "{path}");
    }
}

#[test]
fn rule_9_2_the_project_file() {
    holds(
        "9_2",
        "--as remote",
        r#"
        say((Session=Null) ? "Null" : Session.info.type)
        == /Project/Project.4DProject
        {"$comment":"c","tokenizedText":false,"compatibilityVersion":2130,"unknown":{"key":[1]}}
        "#,
        "[client 1] remote",
    );
    holds(
        "9_2_option",
        "--as remote --language-version 2080",
        r#"
        say((Session=Null) ? "Null" : Session.info.type)
        == /Project/Project.4DProject
        {"compatibilityVersion":2130}
        "#,
        "[client 1] Null",
    );
}

#[test]
fn rule_9_3_attributes_in_the_first_line() {
    holds(
        "9_3",
        "--as remote",
        r#"
        plain
        onServer
        notInTheFirstLine
        parallel
        New process("parallel")
        DELAY PROCESS(Current process; 60)
        == Methods/plain
        say("plain, preemptive "+String(Process info(Current process).preemptive))
        == Methods/onServer
        //%attributes = {"invisible":true,"shared":true,"executedOnServer":true,"lang":"en","folder":"f","published4DMobile":{"scope":"table"},"unknown":1}
        say("on the server")
        == Methods/notInTheFirstLine
        // comment
        //%attributes = {"executedOnServer":true}
        say("a comment like any other")
        == Methods/parallel
        //%attributes = {"preemptive":"capable"}
        say("capable, preemptive "+String(Process info(Current process).preemptive))
        "#,
        "
        [client 1] plain, preemptive False
        [server] on the server
        [client 1] a comment like any other
        [client 1] capable, preemptive False
        [client 1] capable, preemptive True
        ",
    );
}

#[test]
fn rule_9_4_tokens_are_optional() {
    holds(
        "9_4",
        "",
        r#"
        say(String(Session:C1714#Null:C1517)+String(Session#Null))
        say(Renamed:C1714.info.type+" "+String:C10(Is text:K8:3)+" "+String(Is text))
        "#,
        "
        TrueTrue
        standalone 2 2
        ",
    );
}

#[test]
fn rule_9_6_files_of_database_methods() {
    let sources = r#"
        say("main")
        == DatabaseMethods/onStartup
        say("onStartup")
        == DatabaseMethods/onExit
        say("onExit")
        == DatabaseMethods/onServerStartup
        say("onServerStartup")
        == DatabaseMethods/onServerShutdown
        say("onServerShutdown")
        == DatabaseMethods/onServerOpenConnection
        say("onServerOpenConnection")
        return 0
        == DatabaseMethods/onServerCloseConnection
        say("onServerCloseConnection")
        == DatabaseMethods/onWebAuthentication
        say("without a web server nobody calls it")
        == DatabaseMethods/onWebConnection
        say("without a web server nobody calls it")
        == DatabaseMethods/onBackupStartup
        say("without a backup nobody calls it")
        == DatabaseMethods/onBackupShutdown
        say("without a backup nobody calls it")
        == DatabaseMethods/onSystemEvent
        say("without windows nobody calls it")
        == DatabaseMethods/onHostDatabaseEvent
        say("only in components")
    "#;
    holds(
        "9_6",
        "--as remote",
        sources,
        "
        [server] onServerStartup
        [server] onServerOpenConnection
        [client 1] onStartup
        [client 1] main
        [client 1] onExit
        [server] onServerCloseConnection
        [server] onServerShutdown
        ",
    );
}

/// The settings of an old project.
const OLD_SETTINGS: &str = "<preferences><com.4d><database><misc mac_use_lf=\"false\" no_bom=\"false\" \
     standard_xpath=\"false\"/></database></com.4d></preferences>";

/// What the code of the next test writes with these settings: where they say nothing about it, texts have no mark and
/// native line ends, and a path does not name the current node.
const OLD: &str = if cfg!(windows) { "7 13\n3\n7 13\n0\n1\nTrue 95\n" } else { "6 13\n3\n6 13\n0\n1\nTrue 90\n" };
const NEW: &str = if cfg!(windows) { "4 13\n3\n4 13\n1\n0\nTrue 92\n" } else { "3 10\n3\n3 10\n1\n0\nFalse 87\n" };

#[test]
fn compatibility_settings_decide_about_texts_and_paths() {
    let sources = r#"
        var $file : 4D.File:=File("/PACKAGE/text.txt")
        var $root; $found : Text
        $file.setText("a\nb")
        say(String($file.size)+" "+String(Character code($file.getText("UTF-8"; Document unchanged)[[2]])))
        $file.setText("a\nb"; "UTF-8-no-bom"; Document with LF)
        say(String($file.size))
        TEXT TO DOCUMENT($file.platformPath; "a\nb")
        say(String($file.size)+" "+String(Character code(Document to text($file.platformPath)[[2]])))
        $root:=DOM Create XML Ref("r")
        $found:=DOM Create XML element($root; "a/b")
        $found:=DOM Find XML element($root; "a/b")
        say(String(OK))
        $found:=DOM Find XML element($root; "r/a/b")
        say(String(OK))
        DOM EXPORT TO FILE($root; $file.platformPath)
        say(String(Position("\r"; $file.getText("UTF-8"; Document unchanged))>0)+" "+String($file.size))
    "#;
    let old = project(
        "compatibility_old",
        &format!("{}\n== settings.4DSettings\n{OLD_SETTINGS}", crate::unindented(sources)),
    );
    let new = project("compatibility_new", &crate::unindented(sources));
    for (folder, expected) in [(old, OLD), (new, NEW)] {
        let ended = fourd(&folder, ["run", "."]);
        assert_eq!((ended.output.as_str(), ended.errors.as_str()), (expected, ""));
    }
}

#[test]
fn compiling_tells_variables_without_declaration() {
    holds(
        "compile_typing",
        "",
        r#"
        var $typing : Text
        var $found : Object
        For each ($typing; ["all"; "locals"; "none"; "direct"])
            $found:=Compile project({targets: []; typeInference: $typing})
            say($typing+" "+String($found.success))
            For each ($found; $found.errors || [])
                say($found.message+" "+String($found.line))
            End for each
        End for each
        == Methods/m
        //%attributes = {}
        #DECLARE($p : Text)->$r : Text
        var $a; whole; <>all : Integer
        $a:=Length($p)
        $b:=$a+OK
        whole:=$b
        total:=whole
        <>all:=total+<>none
        $r:=$1
        "#,
        "
        all True
        locals False
        The variable `total` is not declared: expected a declared variable, found one whose type would have to be deduced 6
        The variable `<>none` is not declared: expected a declared variable, found one whose type would have to be deduced 7
        none False
        The variable `$b` is not declared: expected a declared variable, found one whose type would have to be deduced 4
        The variable `total` is not declared: expected a declared variable, found one whose type would have to be deduced 6
        The variable `<>none` is not declared: expected a declared variable, found one whose type would have to be deduced 7
        direct False
        The variable `$b` is not declared: expected a declared variable, found one whose type would have to be deduced 4
        The variable `total` is not declared: expected a declared variable, found one whose type would have to be deduced 6
        The variable `<>none` is not declared: expected a declared variable, found one whose type would have to be deduced 7
        ",
    );
}
