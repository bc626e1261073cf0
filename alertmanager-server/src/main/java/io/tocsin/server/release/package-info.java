/** Which version of Tocsin runs, where, and which version of the original it answers for. Depends on nothing but the JDK. */
@NullMarked
package io.tocsin.server.release;

import org.jspecify.annotations.NullMarked;
