#DECLARE($blob : Blob)->$size : Integer

SET BLOB SIZE($blob; 1)
$size:=BLOB size($blob)
