// Commands whose answer is that there is nothing: no interface, no data file, no license, no serial port.
var $object : Object
ARRAY OBJECT($objects; 2)
ARRAY TEXT($texts; 2)
ARRAY TEXT($starts; 2)
ARRAY LONGINT($numbers; 2)
MESSAGES OFF
MESSAGES ON
BEEP
LOG EVENT(Into system standard outputs; "log file \""+Log file+"\" OK "+String(OK)+"\n")
LOG EVENT(Into system standard outputs; "license "+String(License info=Null)+", form "+String(Form=Null)+", event "+String(FORM Event=Null)+" "+String(Form event code)+"\n")
ACTIVITY SNAPSHOT($objects)
ACTIVITY SNAPSHOT($texts; $starts; $numbers; $texts; *)
LOG EVENT(Into system standard outputs; String(Size of array($objects))+String(Size of array($texts))+String(Size of array($numbers))+"\n")
ARRAY TEXT($texts; 1)
GET SERIAL PORT MAPPING($numbers; $texts)
LOG EVENT(Into system standard outputs; String(Size of array($numbers))+String(Size of array($texts))+"\n")
// Which fonts there are depends on the machine.
ARRAY TEXT($texts; 1)
FONT LIST($texts; Favorite fonts)
LOG EVENT(Into system standard outputs; "favorite fonts "+String(Size of array($texts))+"\n")
FONT LIST($texts)
ASSERT(Size of array($texts)>=0)
FONT STYLE LIST("no such font family"; $texts; $starts)
LOG EVENT(Into system standard outputs; "styles "+String(Size of array($texts))+" "+String(Size of array($starts))+"\n")
LOG EVENT(Into system standard outputs; "file "+String(Font file("no such font family"; Bold)=Null)+"\n")
