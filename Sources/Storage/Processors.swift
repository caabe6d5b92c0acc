/// How many processors this machine has for threads of this process; 1 where it does not tell.
package func availableProcessors() -> Int { max(1, System.processorCount) }
