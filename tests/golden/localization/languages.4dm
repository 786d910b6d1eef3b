//fourd: --locale fr
// The language of the start is that of the system, without its region where there is no folder for it
ALERT(Get database localization+" "+Get database localization(Current localization)+" "+Get database localization(User system localization))
ALERT(Localized string("Shopping")+" "+String(OK))
ALERT(Localized string("Only here"))
// Names are compared exactly
ALERT("["+Localized string("shopping")+"] "+String(OK))
ALERT(Localized string(":xliff:Shopping"))
// Regions come before their language, which is in for what they lack
SET DATABASE LOCALIZATION("fr-ca")
ALERT(String(OK)+" "+Localized string("Shopping")+", "+Localized string("Only here")+", "+Localized string("Everywhere"))
// Folders can have the English names of languages; without a target the source counts
SET DATABASE LOCALIZATION("en-us")
ALERT(String(OK)+" "+Localized string("Shopping")+", "+Localized string("English only")+", "+Localized string("Only here"))
SET DATABASE LOCALIZATION("ja")
ALERT(String(OK)+" "+Get database localization(Current localization))
SET DATABASE LOCALIZATION("fr")
ALERT(Folder(Localized document path("texts.xlf"); fk platform path).parent.fullName)
ALERT(Folder(Localized document path("common.xlf"); fk platform path).parent.fullName)
ALERT("["+Localized document path("nothing.xlf")+"]")
// Errors without a message find theirs
Try
	throw({errCode: 7; tray: "2"})
Catch
	ALERT(Last errors[0].message)
End try
