-- By which door a request came (E6): a page of ours, a copy of a form on another site, a program. Of the last two, the page is
-- known only where somebody said it.
ALTER TABLE subscription_request MODIFY COLUMN page_url VARCHAR(300) NULL;
ALTER TABLE subscription_request ADD COLUMN door VARCHAR(12) DEFAULT 'HOSTED_PAGE' NOT NULL;
