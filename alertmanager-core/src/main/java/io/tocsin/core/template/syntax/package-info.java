/** Reads template text into a tree, with the place of everything in it. */
@NullMarked
package io.tocsin.core.template.syntax;

import org.jspecify.annotations.NullMarked;
