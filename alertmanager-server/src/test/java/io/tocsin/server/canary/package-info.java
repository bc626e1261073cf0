/**
 * A canary in every secret of a configuration, and searches for it wherever the programs say something.
 *
 * <p>Depends on {@code process}.
 */
@NullMarked
package io.tocsin.server.canary;

import org.jspecify.annotations.NullMarked;
