// Names that are neither methods nor commands.
var $name : Text
REM a comment
userName
True
ALRT
greet
Current time
