/**
 * The strict decoder that every YAML file of the project is read with: each key and value knows its line and column,
 * and every problem is collected instead of ending the work at the first.
 *
 * <p>Scalars are read as the originals read them (YAML 1.1 in the manner of go-yaml v2): from their text and the type
 * that is wanted. Depends on nothing of Tocsin; the only package that sees SnakeYAML. Not thread-safe: one document is
 * decoded by one thread.
 */
@NullMarked
package io.tocsin.core.yaml;

import org.jspecify.annotations.NullMarked;
