// Trees of objects of a class: built, mirrored, counted and dropped
var $tree; $kept : cs.Tree
var $round; $sum : Integer

$kept:=cs.Tree.new(14)
For ($round; 1; 80)
	$tree:=cs.Tree.new(9+($round%6))
	$tree.mirror()
	$sum:=$sum+$tree.size()
	$kept.mirror()
End for 
LOG EVENT(Into system standard outputs; "trees "+String($sum)+" "+String($kept.size())+"\n")
