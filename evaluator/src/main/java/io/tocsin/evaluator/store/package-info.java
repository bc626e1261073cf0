/**
 * Series in memory: what scrapes and rules append, and queries read.
 *
 * <p>Appends take turns; reads wait for nobody. What a reader may see is always published by one write with release
 * semantics after everything that it refers to: the newest time of a series after its samples, the limit of the index after
 * the lists of new series. Nothing that has been published is changed again: it is added to at its end, or replaced by a
 * copy. Nothing is written to disk, and a restart begins empty: what rules must remember is kept elsewhere. Time is an
 * argument. Depends on {@code series} and the core's labels.
 */
@NullMarked
package io.tocsin.evaluator.store;

import org.jspecify.annotations.NullMarked;
