//fourd:
// A number may begin with its point
tell(.5+.25; .5e2; -.5; [.5; .25].sum(); (.5))
var $o : Object:={a: .5}
tell($o.a*.5; .5>.25 ? .1 : .2)
