var $pupil : cs.Pupil
$pupil:=cs.Pupil.new(36)
ALERT($pupil.name)
