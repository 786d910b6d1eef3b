// Pictures are moved, scaled, flipped, cropped, combined and compared.
var $red; $blue; $work; $mask; $thumb : Picture
var $equal : Boolean
$red:=dot(10; 4; 0x00FF0000)
$blue:=dot(10; 4; 0x00FF)
show("beside "+sized($red+$blue)+", below "+sized($red/$blue)+", over "+sized($red & $blue))
show("moved "+sized($red+5)+" "+sized($red-5)+" "+sized($red/7)+" "+sized($red/-3))
show("scaled "+sized($red*1.5)+" "+sized($red*+3)+" "+sized($red*|0.5))
$work:=$red
$work+=$blue
show("assigned "+sized($work))
$work*=2
show("assigned "+sized($work))
// What does not change the pixels can be undone.
$work:=$red
TRANSFORM PICTURE($work; Scale; 0.1; 0.25)
show("small "+sized($work))
TRANSFORM PICTURE($work; Scale; 10; 4)
show("large "+sized($work)+" "+String(Equal pictures($work; $red; $mask)))
TRANSFORM PICTURE($work; Translate; 3; 2)
show("translated "+sized($work))
TRANSFORM PICTURE($work; Flip horizontally)
show("flipped "+sized($work))
TRANSFORM PICTURE($work; Reset)
show("reset "+sized($work)+" "+String(Equal pictures($work; $red; $mask)))
TRANSFORM PICTURE($work; Crop; 2; 1; 5; 2)
show("cropped "+sized($work))
TRANSFORM PICTURE($work; Reset)
show("cropped "+sized($work))
TRANSFORM PICTURE($work; Fade to grey scale)
show("grey "+String(Equal pictures($work; dot(5; 2; 0x004C4C4C); $mask)))
TRANSFORM PICTURE($work; Transparency; 0x004C4C4C)
show("transparent "+String(Equal pictures($work; dot(5; 2; 0x004C4C4C); $mask)))
// Flipping twice is nothing, once exchanges the sides.
$work:=$red+$blue
TRANSFORM PICTURE($work; Flip horizontally)
show("exchanged "+String(Equal pictures($work; $blue+$red; $mask)))
// Masks.
$equal:=Equal pictures($red; $blue; $mask)
show(String($equal)+" "+sized($mask)+" white "+String(Equal pictures($mask; dot(10; 4; 0x00FFFFFF); $work))+" OK "+String(OK))
$equal:=Equal pictures($red; dot(10; 5); $mask)
show(String($equal)+" "+sized($mask)+" OK "+String(OK))
$equal:=Equal pictures($red; $red; $mask)
show(String($equal)+" black "+String(Equal pictures($mask; dot(10; 4; 0); $work)))
CLEAR VARIABLE($work)
$equal:=Equal pictures($red; $work; $mask)
show(String($equal)+" OK "+String(OK))
show("inclusive "+sized($red | $blue)+" "+sized($red | dot(1; 1)))
// Combinations.
COMBINE PICTURES($work; $red; Horizontal concatenation; $blue)
show(sized($work))
COMBINE PICTURES($work; $red; Vertical concatenation; $blue)
show(sized($work))
COMBINE PICTURES($work; $red; Superimposition; $blue; 3; 2)
show(sized($work))
// Thumbnails.
CREATE THUMBNAIL($red; $thumb)
show("thumbnail "+sized($thumb))
CREATE THUMBNAIL($red; $thumb; 5; 5; Scaled to fit proportional)
TRANSFORM PICTURE($thumb; Crop; 0; 0; 5; 2)
show("thumbnail "+String(Equal pictures($thumb; dot(5; 2; 0x00FF0000); $mask)))
CREATE THUMBNAIL($red; $thumb; 20; 8; Scaled to fit)
show("thumbnail "+sized($thumb)+" "+String(Equal pictures($thumb; dot(20; 8; 0x00FF0000); $mask)))
CREATE THUMBNAIL($red; $thumb; 10; 10; Scaled to fit prop centered)
TRANSFORM PICTURE($thumb; Crop; 0; 3; 10; 4)
show("thumbnail "+String(Equal pictures($thumb; $red; $mask)))
CLEAR VARIABLE($work)
CREATE THUMBNAIL($work; $thumb; 3; 2)
show("thumbnail of nothing "+String(Equal pictures($thumb; dot(3; 2; 0x00FFFFFF); $mask)))
// What is too large or unknown is an error.
var $blob : Blob
$work:=$red*100000
PICTURE TO BLOB($work; $blob; ".png")
show("too large OK "+String(OK)+" "+String(BLOB size($blob)))
Try
	TRANSFORM PICTURE($red; 55)
Catch
	show(Last errors[0].message)
End try
Try
	CREATE THUMBNAIL($red; $thumb; 1000000; 1000000)
Catch
	show(Last errors[0].message)
End try
