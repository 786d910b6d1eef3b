//fourd:
// The null date
var $day : Date
tell($day=!00-00-00!; $day#!2020-01-01!)
tell(!0000-00-00!=!00-00-00!)
tell(Year of($day); Month of($day); Day of($day))
tell($day<!2020-01-01!; String($day))
