//fourd: --locale fr
// Texts of groups in XLIFF files, by number
ARRAY TEXT($texts; 1)
$texts{1}:="kept"
ALERT(JSON Stringify([Get indexed string(15000; 1); OK]))
// What the language lacks comes from Resources itself
ALERT(JSON Stringify([Get indexed string(15000; 3); Localized string("Grouped"); OK]))
ALERT(JSON Stringify([Get indexed string(15000; 2); OK]))
ALERT(JSON Stringify([Get indexed string(3; 1); OK]))
STRING LIST TO ARRAY(3; $texts)
ALERT(JSON Stringify([OK; Size of array($texts); $texts{1}]))
STRING LIST TO ARRAY(15001; $texts)
ALERT(JSON Stringify([OK; Size of array($texts); $texts{1}; $texts{2}]))
STRING LIST TO ARRAY(15000; list)
ALERT(JSON Stringify([OK; Size of array(list); list{1}; Type(list)=Text array]))
Try
	ALERT(Get indexed string(15000; 1; ?00:00:01?))
Catch
	ALERT(Last errors[0].message)
End try
