//fourd:
// Time of texts and numbers
tell(Time("12:34:56"); Time("01:02:03")=?01:02:03?)
tell(Time(3661); Time(0))
tell(Time("")=?00:00:00?)
