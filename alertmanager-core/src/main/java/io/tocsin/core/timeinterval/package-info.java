/**
 * Recurring stretches of time, such as office hours: immutable values that say whether a point in time is inside.
 *
 * <p>Depends on nothing of the core. Zones come with the values; none is asked of the machine.
 */
@NullMarked
package io.tocsin.core.timeinterval;

import org.jspecify.annotations.NullMarked;
