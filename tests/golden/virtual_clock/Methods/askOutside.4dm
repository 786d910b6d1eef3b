#DECLARE($signal : 4D.Signal)
var $output; $errors; $input : Text

LAUNCH EXTERNAL PROCESS("sleep 0.3"; $input; $output; $errors)
$signal.trigger()
