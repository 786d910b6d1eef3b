//fourd:
// An object that was never assigned stays unassigned as a parameter that the head does not declare
ALERT(JSON Stringify(cs.ReadingMore.new("a")))
ALERT(JSON Stringify(cs.ReadingMore.new("b"; {digits: 4})))

// JSON Validate sees properties and functions of the class where a schema names them
var $schema; $status : Object
$schema:={type: "object"; required: ["name"; "title"; "digitsOf"]; properties: {title: {type: "string"; minLength: 3}}; additionalProperties: {type: ["string"; "integer"]}; maxProperties: 2}
ALERT(JSON Stringify(JSON Validate(cs.Reading.new("c"); $schema)))
$schema.required.push("missing")
$schema.properties.title.minLength:=4
$status:=JSON Validate(cs.Reading.new("c"); $schema)
ALERT($status.errors.extract("message").join("; "))

// The case of a class name counts, whether the class was used before or not
ALERT(JSON Stringify([cs["Reading"]#Null; cs["reading"]#Null; cs["readingmore"]#Null; cs["tag"]#Null; cs["Tag"]#Null]))
