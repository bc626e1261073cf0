/**
 * Label sets, fingerprints, matchers and the two duration grammars: the vocabulary of everything else.
 *
 * <p>Depends on nothing of Tocsin. Every type is immutable and thread-safe.
 */
@NullMarked
package io.tocsin.core.label;

import org.jspecify.annotations.NullMarked;
