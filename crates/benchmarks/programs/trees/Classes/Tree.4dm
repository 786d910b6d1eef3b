property left; right : cs.Tree

Class constructor($depth : Integer)
	If ($depth>0)
		This.left:=cs.Tree.new($depth-1)
		This.right:=cs.Tree.new($depth-1)
	End if 

// The number of trees in it, itself included
Function size()->$size : Integer
	$size:=1
	If (This.left#Null)
		$size:=1+This.left.size()+This.right.size()
	End if 

// The same tree with its sides exchanged
Function mirror()
	var $side : cs.Tree
	If (This.left#Null)
		$side:=This.left
		This.left:=This.right
		This.right:=$side
		This.left.mirror()
		This.right.mirror()
	End if 
