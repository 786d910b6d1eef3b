//fourd:
// Dates: days are added and taken away
tell(!2024-02-28!+1; !2024-02-28!+2; !2023-02-28!+1)
tell(!2024-01-01!-1; !2024-03-01!-!2024-02-01!)
tell(!2023-03-01!-!2024-03-01!)
var $day : Date:=!2000-12-30!
$day+=3
tell($day)
$day-=366
tell($day)
