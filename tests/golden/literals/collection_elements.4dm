//fourd:
// A literal may be indexed and asked at once
tell([10; 20; 30][1])
tell([3; 1; 2].sort())
tell({a: {b: 5}}.a.b)
tell([{n: 1}; {n: 2}][1].n)
