// Constants that the resources of the project add to the language.
ASSERT(kDozen=12)
ASSERT(k One And Half=1.5)
ASSERT(Value type(k Hundred)=Is text)
ASSERT(k Hundred="100")
ASSERT((k Three+1)=4)
ASSERT(Formula from string("kDozen*2").call()=24)
