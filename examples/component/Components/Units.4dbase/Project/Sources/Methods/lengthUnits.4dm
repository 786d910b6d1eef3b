//%attributes = {"shared":true}
// A shared method: the host can call it by its name
#DECLARE : Collection

return cs.Factors.me.all()
