// Programs with input, output, errors and environment, and one that does not exist
var $in; $out; $errors : Text
var $pid : Integer
var $bytes : Blob

$in:="one\ntwo\n"
LAUNCH EXTERNAL PROCESS("/bin/cat -"; $in; $out; $errors; $pid)
show(Replace string($out; "\n"; "|")+" "+String(OK)+" "+String($pid>0)+" ["+$errors+"]")
LAUNCH EXTERNAL PROCESS("/bin/sh -c 'echo \"$FOURD_GREETING there\"; echo problem >&2; exit 3'"; ""; $out; $errors)
show(Trim($out)+" "+Trim($errors)+" "+String(OK))
SET ENVIRONMENT VARIABLE("FOURD_GREETING"; "hello")
LAUNCH EXTERNAL PROCESS("/bin/sh -c 'echo \"$FOURD_GREETING there\"'"; $in; $out)
show(Trim($out))
SET ENVIRONMENT VARIABLE("FOURD_GREETING"; "")
SET ENVIRONMENT VARIABLE("_4D_OPTION_CURRENT_DIRECTORY"; "/")
LAUNCH EXTERNAL PROCESS("/bin/pwd"; $in; $out)
show(Trim($out))
LAUNCH EXTERNAL PROCESS("/bin/cat"; "é"; $bytes)
show(String($bytes{0})+" "+String($bytes{1}))
LAUNCH EXTERNAL PROCESS("/no/such/program")
show(String(OK))
SET ENVIRONMENT VARIABLE("_4D_OPTION_BLOCKING_EXTERNAL_PROCESS"; "false")
$pid:=0
LAUNCH EXTERNAL PROCESS("/bin/sleep 0"; $pid)
show(String($pid>0)+" "+String(OK))
