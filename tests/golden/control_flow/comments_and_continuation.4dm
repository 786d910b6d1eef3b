// Comments between and inside lines, lines that go on
var $a : Integer  // behind
/* a block
   /* inside */ still the block */
$a:=1+ \
	2+ \
	3
show($a)
show(/* here */ "text" /* there */)
`an old comment
