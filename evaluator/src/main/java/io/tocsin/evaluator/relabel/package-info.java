/** Rules that change, keep or drop label sets: of targets, of what they answer, of alerts. Pure. Depends on the core alone. */
@NullMarked
package io.tocsin.evaluator.relabel;

import org.jspecify.annotations.NullMarked;
