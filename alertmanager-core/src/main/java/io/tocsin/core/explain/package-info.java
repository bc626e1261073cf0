/**
 * Says why an alert is sent, or is not: a view of the reasons that the engine's own decisions give.
 *
 * <p>Depends on {@code engine} and what that depends on. Decides nothing by itself.
 */
@NullMarked
package io.tocsin.core.explain;

import org.jspecify.annotations.NullMarked;
