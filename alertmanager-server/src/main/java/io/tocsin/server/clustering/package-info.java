/**
 * The cluster as the server runs it: what the flags make of it, when it starts and ends, and what is told of it.
 *
 * <p>A server that has nobody to look for loads nothing of the wire.
 */
@NullMarked
package io.tocsin.server.clustering;

import org.jspecify.annotations.NullMarked;
