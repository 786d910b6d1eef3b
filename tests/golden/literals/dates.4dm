//fourd:
// Dates are written year, month, day
tell(Year of(!1999-12-31!); Month of(!1999-12-31!); Day of(!1999-12-31!))
tell(!2008-02-29!=(!2008-02-28!+1))
tell(Value type(!1999-12-31!)=Is date)
var $day : Date
$day:=!2031-07-04!
tell(Year of($day); Month of($day); Day of($day))
