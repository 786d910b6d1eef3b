//! The list of all kinds of diagnostics: the only place that gives them their identifiers.
//!
//! An identifier never changes: it is not given to another kind, and a new kind takes the next free number of its range.
//! `4D1…` is syntax, `4D2…` what names and types mean, `4D3…` projects, `4D4…` files, `4D5…` run time, `4D6…` tests and
//! the command line. Each has an explanation with an example in `docs/messages`.

/// A kind of diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    /// The identifier, such as `4D1103`.
    pub id: &'static str,
    /// The name that the code uses, such as `syntax::unclosed-bracket`.
    pub name: &'static str,
    /// What is wrong, as a sentence without a full stop.
    pub sentence: &'static str,
}

/// Calls a macro with the whole list: for each message its identifier, its name and its sentence.
#[macro_export]
macro_rules! with_messages {
    ($callback:ident) => {
        $callback! {
            // Characters and literals.
            "4D1001" "syntax::unknown-character" "A character is not part of the language";
            "4D1002" "syntax::not-equal" "\"Not equal\" is written `#`";
            "4D1003" "syntax::wrong-quotes" "A text uses quotation marks that are not straight";
            "4D1004" "syntax::unclosed-text" "A text is not closed before the end of the line";
            "4D1005" "syntax::unclosed-comment" "A comment is not closed";
            "4D1006" "syntax::invalid-date" "A date does not exist";
            "4D1007" "syntax::unfinished-line" "A line goes on, but the file ends";
            // Expressions.
            "4D1101" "syntax::unexpected-token" "Something is in a place where it is not allowed";
            "4D1102" "syntax::unexpected-end" "A line ends too early";
            "4D1103" "syntax::unclosed-bracket" "A bracket is not closed before the end of the line";
            "4D1104" "syntax::mismatched-bracket" "A bracket closes another kind of bracket, or nothing";
            "4D1105" "syntax::missing-operator" "Two operands are side by side";
            "4D1106" "syntax::double-equal" "There is no operator `==`";
            "4D1107" "syntax::word-operator" "An operator is written as a word";
            "4D1108" "syntax::misplaced-assignment" "An assignment is inside an expression";
            "4D1109" "syntax::assignment-target" "Nothing can be assigned to the left side of `:=`";
            "4D1110" "syntax::comparison-as-statement" "A comparison is alone on a line";
            "4D1111" "syntax::assignment-in-condition" "A condition assigns";
            "4D1112" "syntax::condition-parentheses" "A condition has no parentheses";
            "4D1113" "syntax::formula-lines" "A formula has more than one line";
            "4D1114" "syntax::expression-length" "An expression is too long";
            "4D1115" "syntax::nesting" "Code is nested too deeply";
            "4D1116" "syntax::too-many" "A file has more problems than are shown";
            "4D1120" "syntax::no-effect" "A line does nothing";
            "4D1121" "syntax::increment" "There is no operator `++`";
            "4D1122" "syntax::arrow-function" "A function is written inside an expression";
            "4D1123" "syntax::backquoted-text" "A text is in backquotes";
            "4D1124" "syntax::foreign-comment" "A comment does not begin with `//`";
            "4D1125" "syntax::comment-for-division" "A comment begins where a division was probably meant";
            "4D1126" "check::variable-in-text" "A text has a variable in braces";
            // Blocks.
            "4D1201" "syntax::unclosed-block" "A block has no end";
            "4D1202" "syntax::mismatched-end" "An end belongs to another kind of block";
            "4D1203" "syntax::end-without-start" "An end belongs to no block";
            "4D1204" "syntax::unknown-keyword" "A keyword is spelled as in another language";
            "4D1205" "syntax::text-after-keyword" "Something follows a keyword that must be alone on its line";
            "4D1206" "syntax::else-outside" "An `Else` belongs to no block";
            "4D1207" "syntax::second-else" "A block has a second `Else`";
            "4D1208" "syntax::case-outside" "A case belongs to no `Case of`";
            "4D1209" "syntax::case-after-else" "A case comes after `Else`";
            "4D1210" "syntax::statement-before-case" "A statement comes before the first case";
            "4D1211" "syntax::catch-outside" "A `Catch` belongs to no `Try`";
            "4D1212" "syntax::second-catch" "A `Try` has a second `Catch`";
            "4D1220" "syntax::braces" "A block has braces";
            "4D1221" "syntax::case-value" "`Case of` has a value";
            "4D1222" "syntax::loop-head" "The head of a loop is written as in another language";
            // Declarations.
            "4D1301" "syntax::missing-colon" "The colon before a type is missing";
            "4D1302" "syntax::misplaced-declare" "`#DECLARE` is in a class";
            "4D1303" "syntax::late-declare" "`#DECLARE` comes after statements";
            "4D1304" "syntax::second-declare" "The parameters are declared twice";
            "4D1305" "syntax::second-parameter" "Two parameters have the same name";
            "4D1320" "syntax::foreign-declaration" "A variable is declared as in another language";
            // Class files.
            "4D1401" "syntax::class-keyword-in-method" "A line of a class is in a method";
            "4D1402" "syntax::statement-outside-function" "A statement is in a class, outside of its functions";
            "4D1403" "syntax::misplaced-extends" "`Class extends` occurs twice or after functions";
            "4D1404" "syntax::property-in-function" "`property` is inside a function";
            "4D1405" "syntax::alias-in-function" "`Alias` is inside a function";
            "4D1406" "syntax::function-name" "The name of a function is not one word";
            "4D1407" "syntax::member-twice" "A property and a function have the same name";
            "4D1408" "syntax::misplaced-modifier" "`singleton` comes before a function";
            "4D1409" "syntax::second-constructor" "A class has two constructors";
            "4D1420" "syntax::nameless-function" "A function at the end of a class has no name";
            "4D1421" "syntax::class-started" "A class is started as a script";
            // Names.
            "4D2001" "check::unknown-name" "No method or command has the name that is called";
            "4D2002" "check::unknown-variable" "Nothing gives a value to a variable";
            "4D2003" "check::unknown-class" "A class does not exist";
            "4D2004" "resolve::unknown-type" "A type does not exist";
            "4D2005" "check::hidden-method" "A command hides a method";
            "4D2006" "check::private-method" "A method of another project is not shared";
            "4D2007" "check::long-name" "The name of a variable is too long";
            "4D2008" "check::long-names-alike" "Two variables with long names are the same";
            "4D2009" "check::system-variable" "A system variable is declared with another type";
            "4D2010" "check::constant-called" "A constant is called";
            "4D2011" "check::constant-value" "The value of a constant is not known";
            "4D2012" "check::plugin-command" "A command belongs to a plug-in";
            "4D2013" "check::not-implemented" "A command, class or member is not implemented";
            "4D2014" "check::obsolete-command" "A command is obsolete";
            // Types and arguments.
            "4D2101" "check::argument-count" "A call has too many or too few arguments";
            "4D2102" "check::argument-type" "An argument has the wrong type";
            "4D2103" "check::assignment-type" "A value does not fit the type of its variable";
            "4D2104" "check::operand-types" "An operator does not take its operands";
            "4D2105" "check::pointer-to-copied-array" "`COPY ARRAY` is given an array through a pointer";
            "4D2106" "check::pointer-to-declared-array" "An array is declared through a pointer";
            "4D2107" "check::condition-type" "A condition is not a Boolean";
            "4D2108" "check::loop-type" "The head of a loop or of `Use` has a value that it never takes";
            // Variables and the flow of code.
            "4D2201" "resolve::not-assignable" "Nothing can be assigned to an expression";
            "4D2202" "check::assignment-to-constant" "Something is assigned to a constant";
            "4D2203" "check::assignment-to-command" "Something is assigned to a command";
            "4D2204" "check::assignment-to-method" "Something is assigned to a method";
            "4D2205" "check::assignment-to-class" "Something is assigned to a class";
            "4D2206" "resolve::compound-character" "A compound assignment is applied to a character";
            "4D2207" "resolve::several-with-value" "Several variables are declared with one value";
            "4D2208" "check::redeclared" "A local variable is declared twice";
            "4D2209" "check::parameter-redeclared" "A parameter is declared again with another type";
            "4D2210" "check::unused-local" "A local variable is never used";
            "4D2211" "check::unreachable" "Code is never reached";
            "4D2212" "resolve::outside-of-loop" "`break` or `continue` is outside of a loop";
            "4D2220" "check::unassigned-local" "A local variable is read and never assigned";
            "4D2221" "check::return-type" "The value that is returned has the wrong type";
            // Members and classes.
            "4D2301" "check::no-members" "A member is asked of a value that has none";
            "4D2302" "check::unknown-property" "A property is never defined";
            "4D2303" "check::unknown-function" "A class has no function of that name";
            "4D2304" "check::function-twice" "A class has two functions of one name";
            "4D2305" "check::circular-class" "A class extends itself";
            "4D2306" "check::extended-built-in" "A built-in class cannot be extended";
            "4D2307" "check::foreign-class" "A class extends one of another project";
            "4D2308" "check::shared-class" "A shared class extends one that is not shared";
            "4D2320" "check::property-called" "A property is called";
            "4D2321" "check::no-elements" "An element is asked of a value that has none";
            "4D2322" "check::property-type" "A value does not fit the type of its property";
            "4D2323" "check::read-only-property" "A property that can only be read is assigned";
            "4D2324" "check::unknown-namespace" "No component has a namespace of classes";
            // Shared objects.
            "4D2401" "check::shared-write" "A shared object is changed outside of `Use`";
            // The check itself.
            "4D2901" "check::more-findings" "A file has more findings than are shown";
            "4D2902" "check::no-threads" "The system gives no threads to check with";
            // Projects.
            "4D3001" "project::missing" "A folder holds no 4D project";
            "4D3002" "project::ambiguous" "A folder holds several 4D projects";
            "4D3003" "project::file" "A project file is malformed";
            "4D3004" "project::folder" "A folder cannot be listed";
            "4D3005" "project::catalog" "The tables of a project are unknown";
            "4D3006" "project::settings" "The settings of a project are malformed";
            "4D3007" "project::attributes" "An attribute of a method is wrong";
            "4D3008" "project::same-name" "Two files hold a method or class of one name";
            "4D3009" "project::roles" "The privileges of a project are malformed";
            // Components.
            "4D3101" "project::component" "A component cannot be loaded";
            "4D3102" "project::compiled-component" "A component is compiled";
            "4D3103" "project::namespace" "Two components have the same namespace";
            "4D3104" "project::dependencies" "The dependencies of a project are malformed";
            // Files.
            "4D4001" "source::missing" "There is no such file";
            "4D4002" "source::folder" "A folder is where a file was expected";
            "4D4003" "source::unreadable" "A file cannot be read";
            "4D4004" "source::too-large" "A source file is too large";
            "4D4005" "source::encoding" "A file is not readable text";
            "4D4010" "source::special" "A source is a pipe or a device";
            "4D4020" "source::outside" "A link in the code leads out of its project";
            // While code runs.
            "4D5001" "runtime::unhandled" "An error is not handled";
            "4D5002" "runtime::deadlock" "Processes wait for each other without end";
            "4D5003" "runtime::stack" "The system gives no memory or thread for a process";
            "4D5004" "runtime::fault" "The program fourd itself has a fault";
            "4D5020" "runtime::intercepted" "A dialog or a window was intercepted";
            // Tests.
            "4D6001" "test::missing" "There are no tests, or no expected output";
            "4D6002" "test::no-program" "The program cannot find itself to run the tests";
            "4D6003" "test::unwritable" "The results of the tests cannot be written";
            // The command line.
            "4D6101" "run::method-missing" "There is no method of the name that is given";
            "4D6102" "run::roles" "The options for users and clients do not go together";
            "4D6103" "run::user-param" "The user parameter begins with `-`";
            "4D6104" "run::counts" "The counts of assertions cannot be written";
            "4D6105" "tool4d::not-supported" "An option of tool4d's command line is not supported";
            "4D6106" "repl::input" "Standard input cannot be read";
            "4D6107" "help::unknown" "There is no help for a name";
            "4D6108" "reference::write" "A page of the documentation cannot be written";
            "4D6109" "explain::unknown" "There is no message of that identifier";
            "4D6110" "format::changed" "The formatter would change what code means";
            "4D6111" "format::write" "A formatted file cannot be written";
            "4D6150" "output::write" "What the program writes cannot be written";
            "4D6151" "run::interrupted" "A run was interrupted";
            "4D6152" "run::timed-out" "A run took too long";
            "4D6153" "run::nothing" "There is nothing to run in a project";
            "4D6154" "config::file" "The file fourd.toml is malformed";
        }
    };
}

macro_rules! table {
    ($($id:literal $name:literal $sentence:literal;)*) => {
        const MESSAGES: &[Message] = &[$(Message { id: $id, name: $name, sentence: $sentence }),*];
    };
}

with_messages!(table);

/// All messages, by identifier.
pub fn messages() -> &'static [Message] {
    MESSAGES
}

/// The message of this name, such as `syntax::unclosed-bracket`.
pub fn message(name: &str) -> Option<&'static Message> {
    MESSAGES.iter().find(|message| message.name == name)
}

#[cfg(test)]
mod tests {
    use super::messages;

    #[test]
    fn every_message_has_a_page() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/messages");
        let mut wrong = Vec::new();
        for each in messages() {
            let text = std::fs::read_to_string(folder.join(format!("{}.md", each.id))).unwrap_or_default();
            let begin = format!("# {}: {}", each.id, each.sentence);
            if text.lines().next() != Some(&begin) {
                wrong.push(format!("docs/messages/{}.md must begin with `{begin}`", each.id));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}\nThen come what is wrong and why, `## Example` and `## Fixed`.");
    }

    #[test]
    fn identifiers_ascend_and_names_occur_once() {
        assert!(messages().windows(2).all(|pair| pair[0].id < pair[1].id));
        let mut names: Vec<&str> = messages().iter().map(|message| message.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), messages().len());
    }
}
