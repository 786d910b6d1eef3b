#DECLARE($t : Text)
tell("["+$t+"]"; $t="")
