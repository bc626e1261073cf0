/** The configuration file on disk: reading, checking, and turning it into what the engine runs on. */
@NullMarked
package io.tocsin.server.configuration;

import org.jspecify.annotations.NullMarked;
