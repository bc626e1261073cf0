/** How those take turns who wait for something of which there is not enough. Depends on no other package. */
@NullMarked
package io.tocsin.notifiers.turns;

import org.jspecify.annotations.NullMarked;
