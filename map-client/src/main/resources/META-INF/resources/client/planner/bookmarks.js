// Bookmarks of this browser: a name for a view; those made here also keep layers and moment. B opens them.
import {html, nothing} from 'lit';
import {t} from '../i18n/index.js';
import {icon} from '../panels/parts.js';
import {change, settings} from '../settings.js';
import {apply, toParams} from './permalink.js';
import {ToolPanel} from './toolpanel.js';

class Bookmarks extends ToolPanel {
  render() {
    return html`<section class="map-card bookmarks" aria-label=${t('shortcut.bookmarks')}>
      ${settings.bookmarks.length === 0 ? html`<p class="secondary">${t('bookmarks.empty')}</p>` : nothing}
      <ul>${settings.bookmarks.map((each, i) => html`<li><button class="plain" @click=${() => this.go(each)}>${each.name}</button>
        <button class="bare" aria-label=${t('bookmarks.remove', {name: each.name})} @click=${() => change({bookmarks: settings.bookmarks.filter((_, at) => at !== i)})}>${icon('close')}</button></li>`)}</ul>
      <form @submit=${this.add}><input name="name" required maxlength="60" autocomplete="off" aria-label=${t('bookmarks.name')} placeholder=${t('bookmarks.name')}><button class="plain small">${t('bookmarks.add')}</button></form></section>`;
  }

  go({lon, lat, zoom, workspace}) {
    if (workspace) {
      this.workspace.setAt('');
      this.workspace.setCompare(null);
      apply(new URLSearchParams(workspace), this.workspace);
    }
    this.map.flyTo(lon, lat, zoom);
  }

  add(event) {
    event.preventDefault();
    const {name} = event.target.elements;
    change({bookmarks: [...settings.bookmarks, {name: name.value, ...this.map.view, workspace: String(toParams(this.workspace))}]});
    name.value = '';
  }
}

customElements.define('chengtu-planner-bookmarks', Bookmarks);
