package io.tocsin.server.access;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A type of attribute in distinguished names. Programs call many of them by different names; case does not count.
 *
 * @param oid its number
 * @param names the first one is how it is written here
 * @see "RFC 4519; objects/objects.txt of OpenSSL 3; AVAKeyword of the JDK"
 */
record AttributeType(String oid, List<String> names) {
    private static final String X500 = "2.5.4.";
    private static final String PKCS9 = "1.2.840.113549.1.9.";
    private static final String PILOT = "0.9.2342.19200300.100.1.";
    private static final Pattern NUMBER = Pattern.compile("[0-2](\\.(0|[1-9][0-9]{0,38})){1,32}");

    private static final List<AttributeType> ALL = List.of(
            type(X500 + "3", "CN", "commonName"),
            type(X500 + "4", "SN", "surname"),
            type(X500 + "5", "serialNumber"),
            type(X500 + "6", "C", "countryName"),
            type(X500 + "7", "L", "localityName"),
            type(X500 + "8", "ST", "stateOrProvinceName", "S"),
            type(X500 + "9", "STREET", "streetAddress"),
            type(X500 + "10", "O", "organizationName"),
            type(X500 + "11", "OU", "organizationalUnitName"),
            type(X500 + "12", "title", "T"),
            type(X500 + "13", "description"),
            type(X500 + "15", "businessCategory"),
            type(X500 + "16", "postalAddress"),
            type(X500 + "17", "postalCode"),
            type(X500 + "18", "postOfficeBox"),
            type(X500 + "20", "telephoneNumber"),
            type(X500 + "41", "name"),
            type(X500 + "42", "GN", "givenName"),
            type(X500 + "43", "initials"),
            type(X500 + "44", "generationQualifier", "generation"),
            type(X500 + "45", "x500UniqueIdentifier"),
            type(X500 + "46", "dnQualifier", "dnq"),
            type(X500 + "65", "pseudonym"),
            type(X500 + "97", "organizationIdentifier"),
            type(PILOT + "1", "UID", "userId"),
            type(PILOT + "3", "mail", "rfc822Mailbox"),
            type(PILOT + "25", "DC", "domainComponent"),
            type(PKCS9 + "1", "emailAddress", "E"),
            type(PKCS9 + "2", "unstructuredName"),
            type(PKCS9 + "8", "unstructuredAddress"),
            type("1.3.6.1.4.1.311.60.2.1.1", "jurisdictionL", "jurisdictionLocalityName"),
            type("1.3.6.1.4.1.311.60.2.1.2", "jurisdictionST", "jurisdictionStateOrProvinceName"),
            type("1.3.6.1.4.1.311.60.2.1.3", "jurisdictionC", "jurisdictionCountryName"));

    AttributeType {
        names = List.copyOf(names);
    }

    private static AttributeType type(String oid, String... names) {
        return new AttributeType(oid, List.of(names));
    }

    /** How a type is written here; empty if only its number is known. */
    static Optional<String> name(String oid) {
        return ALL.stream()
                .filter(type -> type.oid.equals(oid))
                .map(type -> type.names.get(0))
                .findFirst();
    }

    /** @param typed a name, or a number, before which {@code OID.} may stand; empty if it is none */
    static Optional<String> oid(String typed) {
        String number = typed.toLowerCase(Locale.ROOT).startsWith("oid.") ? typed.substring(4) : typed;
        if (NUMBER.matcher(number).matches()) {
            return Optional.of(number);
        }
        return ALL.stream()
                .filter(type -> type.names.stream().anyMatch(typed::equalsIgnoreCase))
                .map(AttributeType::oid)
                .findFirst();
    }
}
