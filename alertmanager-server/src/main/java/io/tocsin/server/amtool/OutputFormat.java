package io.tocsin.server.amtool;

import io.tocsin.server.flags.FlagException;

/** What {@code --output} chooses. */
enum OutputFormat {
    SIMPLE,
    EXTENDED,
    JSON;

    static OutputFormat parse(String text) throws FlagException {
        return switch (text) {
            case "simple" -> SIMPLE;
            case "extended" -> EXTENDED;
            case "json" -> JSON;
            default -> throw new FlagException("enum value must be one of simple,extended,json, got '" + text + "'");
        };
    }
}
