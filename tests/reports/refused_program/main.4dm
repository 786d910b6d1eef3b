// The sandbox allows no other programs.
var $in; $out : Text
LAUNCH EXTERNAL PROCESS("/bin/ls -l /"; $in; $out)
