/**
 * How the server fares since its start, as people are shown it: what became of notifications, when alerts last came in.
 * Knows the core; told by the engine on its threads, asked by any.
 */
@NullMarked
package io.tocsin.server.health;

import org.jspecify.annotations.NullMarked;
