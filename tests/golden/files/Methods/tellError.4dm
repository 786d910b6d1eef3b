// The number and text of the last error, without the folder that has another name in each run
#DECLARE($folder : 4D.Folder)
var $error : Object

$error:=Last errors.first()
ALERT(String($error.errCode)+": "+Replace string($error.message; $folder.path; ".../"))
