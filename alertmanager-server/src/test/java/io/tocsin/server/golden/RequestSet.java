package io.tocsin.server.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Single requests that are sent, one after the other, to one process.
 *
 * @param why      what they have in common
 * @param config   alertmanager.yml
 * @param requests in the order in which they are sent
 */
record RequestSet(String name, String why, String config, List<String> flags, List<Request> requests) {

    static RequestSet parse(String name, JsonNode file) {
        var requests = new ArrayList<Request>();
        file.required("requests").forEach(request -> requests.add(Request.parse(request)));
        return new RequestSet(
                name,
                file.required("why").asText(),
                String.join("\n", texts(file.required("config"))) + "\n",
                texts(file.path("flags")),
                requests);
    }

    /** The name of the file of recorded answers. */
    String recording() {
        return "requests-" + name;
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
