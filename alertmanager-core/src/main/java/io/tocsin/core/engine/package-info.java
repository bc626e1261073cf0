/**
 * Puts the pieces together: intake, store, routing, groups and the notification pipeline, behind ports.
 *
 * <p>State is owned: the intake owner writes the alert store, each shard its groups. An {@link io.tocsin.core.engine.Owner}
 * runs one event at a time; with a single owner for everything the same inputs give the same outputs.
 */
@NullMarked
package io.tocsin.core.engine;

import org.jspecify.annotations.NullMarked;
