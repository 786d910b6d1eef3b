//! Errors of the 4D language as values: number and text, as `Last errors` and `ON ERR CALL` show them.

use crate::text::Text;
use std::fmt;

/// A 4D error: its number, its text and the component that signals it.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    /// 4D's number; negative numbers come from the operating system or from components.
    pub code: i64,
    /// The text for a person.
    pub message: Text,
    /// Signature of the component that signals the error, four characters.
    pub component: &'static str,
}

macro_rules! errors {
    ($($(#[doc = $meaning:literal])* $name:ident = $code:literal, $text:literal;)*) => {
        $($(#[doc = $meaning])* pub const $name: (i64, &str) = ($code, $text);)*

        /// The errors that have a text of their own: number, text and meaning.
        const DOCUMENTED: &[(i64, &str, &str)] = &[$(($code, $text, concat!($($meaning, "\n"),*))),*];
    };
}

/// All errors that have a text of their own: the number, the text, and what it means in the format of comments.
pub fn documented() -> impl Iterator<Item = (i64, &'static str, &'static str)> {
    DOCUMENTED.iter().copied()
}

errors! {
    /// Wrong syntax in a line that was reached.
    SYNTAX = 1, "Syntax error";
    /// A name that is neither a variable, a method, a command nor a constant in this place.
    NAME_EXPECTED = 4, "A name was expected";
    /// A command for data where there are none.
    NO_TABLE = 5, "There is no table to apply the command to";
    /// Operands or argument of a type that the operation does not take.
    INCOMPATIBLE_TYPES = 54, "The types of the operands or arguments are incompatible";
    /// An object where another type was expected, or the other way round.
    ARGUMENT_TYPE = 64, "The argument has a type that the command does not take";
    /// A required argument is missing.
    ARGUMENT_MISSING = 50, "A required argument is missing";
    /// An argument too many.
    ARGUMENTS_TOO_MANY = 49, "There are more arguments than the command takes";
    /// The index of an array element, a character or a collection element is out of range.
    INDEX_OUT_OF_RANGE = 28, "The index is out of range";
    /// The name of a method that does not exist.
    METHOD_MISSING = 81, "The method does not exist";
    /// Calls nest too deep.
    STACK_OVERFLOW = 69, "The call stack is full: calls nest too deep";
    /// A member of Null or of a value that has none.
    NOT_AN_OBJECT = 57, "A member was asked of a value that is not an object";
    /// A call of something that is no function.
    NOT_A_FUNCTION = 59, "What is called is not a function";
    /// A pointer to nothing.
    NIL_POINTER = 85, "The pointer does not point to anything";
    /// A pointer to a local variable of a method that has ended.
    POINTER_EXPIRED = 60, "The pointer refers to a local variable of a method that has ended";
    /// Division by zero of whole numbers.
    DIVISION_BY_ZERO = 98, "Division by zero";
    /// A write to a shared object outside `Use … End use`.
    SHARED_NOT_LOCKED = -10708, "A shared object or collection can be changed only inside `Use … End use`";
    /// A value that a shared object cannot hold.
    SHARED_VALUE = -10721, "A shared object or collection can hold only shared objects, shared collections and plain values";
    /// A shared object that belongs to another group already.
    SHARED_GROUP = -10718, "The shared object or collection belongs to another group already";
    /// `Use` on something that is not shared.
    NOT_SHARED = -10717, "`Use` takes a shared object or a shared collection";
    /// A formula in a query that takes none.
    FORMULA_NOT_ALLOWED = 1278, "Formulas are not allowed in this query";
    /// A server that cannot be reached, does not answer or answers what is not valid
    /// ([HTTP Request](https://developer.4d.com/docs/commands/http-request)).
    NETWORK = 30, "The server could not be reached";
    /// `RESUME TRANSACTION` while a transaction that was started after `SUSPEND TRANSACTION` has not ended
    /// ([Suspending transactions](https://developer.4d.com/docs/Develop/transactions#suspending-transactions)).
    TRANSACTION_INSIDE = 1274, "A transaction inside the suspended one has not ended";
    /// A feature that 4D has and this program does not have yet.
    NOT_IMPLEMENTED = 33, "not implemented";
    /// An assertion that did not hold.
    ASSERTION = -10518, "The assertion is not true";
    /// A text that is not valid JSON.
    JSON_SYNTAX = -10709, "The text is not valid JSON";
    /// A JSON schema that is not valid or of a version that is not supported.
    JSON_SCHEMA = -10711, "The JSON schema is not valid";
    /// JSON text whose objects and collections nest too deep.
    JSON_DEPTH = -10710, "The objects and collections nest too deep for JSON";
    /// An object or collection that contains itself where that cannot be written.
    CYCLE = -10726, "The object or collection contains itself";
    /// The member of a class that cannot be written.
    READ_ONLY = -10736, "The attribute is read-only";
    /// A formula made from a text that names local variables.
    FORMULA_LOCAL = -10737, "A formula made from a text cannot use local variables";
    /// `This` before `Super` in the constructor of a class that extends another.
    THIS_BEFORE_SUPER = -10743, "`This` is not there before `Super` was called";
    /// `Super` a second time in a constructor, or where no class is extended.
    SUPER_TWICE = -10746, "`Super` was called already, or there is no superclass";
    /// A constructor of a class that extends another and does not call `Super`.
    SUPER_MISSING = -10748, "The constructor does not call `Super`";
    /// The class does not exist in the class store.
    CLASS_MISSING = -10734, "The class does not exist";
    /// A preemptive process reads or writes an interprocess variable.
    INTERPROCESS_VARIABLE = -10532, "A preemptive process cannot use interprocess variables";
    /// A Blob that is not compressed or not as it was when it was compressed.
    BLOB_DAMAGED = -10600, "The Blob is not compressed or damaged";
    /// An offset or length outside a Blob.
    BLOB_RANGE = -111, "The offset or length is out of the range of the Blob";
    /// There is not enough memory, or more would be needed than a Blob may have.
    MEMORY_FULL = -108, "There is not enough memory";
    /// A document that does not exist.
    FILE_MISSING = -43, "The file does not exist";
    /// A document that may not be read or written.
    FILE_LOCKED = -54, "The file is locked or access to it is denied";
    /// The operating system could not read or write.
    INPUT_OUTPUT = -36, "The file could not be read or written";
    /// The disk is full.
    DISK_FULL = -34, "The disk is full";
    /// A name that the file system does not take.
    FILE_NAME = -37, "The name or path is not valid";
    /// A document is open already, or a folder is not empty.
    FILE_BUSY = -47, "The file is already open, or the folder is not empty";
    /// Something with that name is there already.
    FILE_EXISTS = -48, "A file or folder with this name exists already";
    /// A number that is not that of an open document.
    DOCUMENT_REFERENCE = -51, "The document is not open";
    /// A path through a folder that does not exist.
    FOLDER_MISSING = -120, "The folder does not exist";
    /// Data of a type that the pasteboard does not hold ([Pasteboard data size](https://developer.4d.com/docs/commands/pasteboard-data-size)).
    NO_PASTEBOARD_DATA = -102, "The pasteboard holds no data of this type";
    /// The path of a method, class or form that does not exist ([METHOD OPEN PATH](https://developer.4d.com/docs/commands/method-open-path)).
    METHOD_PATH = -9801, "There is no method with this path";
    /// Something that is no class where a class is needed.
    NOT_A_CLASS = -10745, "The value is not a class";
    /// A regular expression that is not valid, or a search with it that was given up.
    REGULAR_EXPRESSION = 304, "The regular expression is not valid";
    /// [Generate password hash](https://developer.4d.com/docs/commands/generate-password-hash).
    PASSWORD_ALGORITHM = 850, "The algorithm of the password hash is not supported";
    /// [Verify password hash](https://developer.4d.com/docs/commands/verify-password-hash).
    PASSWORD_HASH = 851, "The text is not the hash of a password";
    /// [Generate password hash](https://developer.4d.com/docs/commands/generate-password-hash).
    PASSWORD_COST = 852, "The cost of a password hash is a number from 4 to 31";
    /// A text that is no well-formed XML.
    XML_SYNTAX = -9911, "The XML is not well-formed";
    /// A reference to an XML element that does not exist, or not any more.
    XML_REFERENCE = -9915, "The reference to an XML element or document is not valid";
    /// What needs an open XML element.
    XML_NOT_OPEN = -9916, "No XML element is open";
    /// A name that no XML element or attribute can have.
    XML_NAME = -9918, "The name of the XML element or attribute is not valid";
    /// A node of a kind that the command does not take.
    XML_NODE = -9920, "The kind of the XML node is not valid here";
    /// An XML declaration in a document that has content already.
    XML_PROLOG = -9921, "The XML declaration stands at the beginning of an empty document";
    /// The name of an attribute without its value.
    XML_ATTRIBUTES = -9922, "Names and values of XML attributes come in pairs";
    /// A key that is not valid, or what cannot be done with it.
    CRYPTOGRAPHY = -10760, "The key or the message is not valid";
    /// An object of a singleton class or of a class without constructor cannot be made in this way.
    CANNOT_CONSTRUCT = -10735, "The class cannot be instantiated in this way";
    /// Code that serves the web does what its privileges do not allow
    /// ([Privileges](https://developer.4d.com/docs/ORDA/privileges)). 4D gives no number.
    PRIVILEGE = -30002, "The privileges of the session do not allow this";
    /// A fault of this program has ended the work that the code waited for. 4D has no such error.
    FAULT = -30001, "A fault of fourd has ended the work";
}

/// Signature of the component whose errors come from libraries: `Last errors` has their numbers, the variable `Error` is -1.
pub const TOOLBOX: &str = "xbox";

impl Error {
    /// The error of a row of the table above.
    pub fn of(row: (i64, &str)) -> Self {
        Self { code: row.0, message: Text::from(row.1), component: "4DRT" }
    }

    /// The error of a row with a text that says more.
    pub fn with(row: (i64, &str), message: impl Into<Text>) -> Self {
        Self { code: row.0, message: message.into(), component: "4DRT" }
    }

    /// An error of any number, as `throw` makes it.
    pub fn new(code: i64, message: impl Into<Text>) -> Self {
        Self { code, message: message.into(), component: "4DRT" }
    }

    /// Something that 4D has and this program lacks; `what` is its name.
    pub fn not_implemented(what: &str) -> Self {
        Self::with(NOT_IMPLEMENTED, format!("not implemented: `{what}`"))
    }

    /// Something that this program lacks because of what it would need.
    pub fn needs(what: &str, need: &str) -> Self {
        Self::with(NOT_IMPLEMENTED, format!("not implemented: `{what}` needs {need}"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({})", self.message, self.code)
    }
}

impl std::error::Error for Error {}
