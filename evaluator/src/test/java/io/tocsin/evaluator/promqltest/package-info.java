/**
 * Runs test files in the language {@code promqltest} as the original runs them: each expression many times over, in ways
 * that must not change its value.
 */
@NullMarked
package io.tocsin.evaluator.promqltest;

import org.jspecify.annotations.NullMarked;
