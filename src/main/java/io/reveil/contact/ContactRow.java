package io.reveil.contact;

import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import java.util.Map;
import java.util.Optional;

/**
 * A contact as an import or a confirmed form brings it. What is empty changes nothing.
 *
 * @param fields values of declared fields, by name, already checked against their types
 */
public record ContactRow(
    Optional<String> externalId,
    Optional<EmailAddress> email,
    Optional<Language> language,
    Optional<String> country,
    Optional<Category> category,
    Map<String, String> fields) {}
